import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { scheduleOf } from '../../src/load/schedule.ts';
import { LoadServer } from '../support/load-server.ts';
import { type Episode, TROUBLES } from '../support/load-server-process.ts';
import { curveOf, send } from './send.ts';

let server: LoadServer;
beforeAll(async () => {
  server = await LoadServer.start();
});
afterAll(() => server.end());

const LASTS_MS = 800;

const episode = fc.record({
  kind: fc.constantFrom(...TROUBLES),
  at: fc.integer({ min: 0, max: LASTS_MS }),
  forMs: fc.integer({ min: 20, max: 400 }),
});

describe('whatever befalls the server', () => {
  it('every request is accounted for, once', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(episode, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 50, max: 500 }),
        fc.integer({ min: 2, max: 60 }),
        async (episodes, rate, connections) => {
          const outcome = await sendThrough(episodes, rate, connections, LASTS_MS);
          expectSumsToHold(outcome);
          expect(outcome.planned).toBe(Math.round((rate * LASTS_MS) / 1000));
          await expectSeen(outcome, episodes);
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it.each([
    ['resetMidBody', 'reset'],
    ['closeMidBody', 'closed'],
    ['halfClose', 'closed'],
    ['noHttp', 'closed'],
    ['targetError', undefined],
    ['balancerError', undefined],
    ['slowBody', undefined],
    ['closeAfter', undefined],
    ['stall', undefined],
    ['refuse', 'refused'],
    ['kill', 'refused'],
  ] as const)('%s leaves no request unaccounted for, and counts as %s', async (kind, failure) => {
    // A connection that is made anew for each request meets a server that refuses.
    const again = kind === 'refuse' ? [{ kind: 'closeAfter' as const, at: 0, forMs: 300 }] : [];
    const episodes = [{ kind, at: 30, forMs: 150 }, ...again];
    const outcome = await sendThrough(episodes, 400, 20, 300);
    expectSumsToHold(outcome);
    expect(outcome.planned).toBe(120);
    await expectSeen(outcome, episodes);
    if (failure === undefined) expect(outcome.failed.total).toBe(0);
    else expect(outcome.failed[failure]).toBeGreaterThan(0);
  });

  it('a certificate that nobody vouches for lets no request through', async () => {
    const secure = await LoadServer.start('./self-signed.cert.pem');
    const schedule = scheduleOf(curveOf([100, 100]), { seconds: 0.3 });
    const outcome = await send({ url: secure.url, schedule, timeoutSeconds: 2 });
    const { seen } = await secure.seen();
    await secure.end();
    expectSumsToHold(outcome);
    expect([outcome.failed.tls, outcome.completed, seen]).toEqual([outcome.sent, 0, 0]);
    expect(outcome.failed.tls).toBeGreaterThan(0);
  });
});

describe('a server that answers slowly', () => {
  it('is the one that makes requests wait, through the end of the curve and after', async () => {
    server.forget();
    server.delay(100);
    // 50 a second come back; the rest leaves within two seconds after the end.
    const schedule = scheduleOf(curveOf([200, 200]), { seconds: 0.6 });
    const outcome = await send({ url: server.url, schedule, connections: 5 });
    server.forget();
    const { limited, because, serverHeldConnectionsSince } = outcome.generator;
    expect([limited, because, serverHeldConnectionsSince]).toEqual([false, null, 0]);
    expect(outcome.sent).toBe(120);
    expect(outcome.connections.mostOpen).toBe(5);
    expect(outcome.rateErrorPercent.max).toBeLessThanOrEqual(100);
  });
});

async function sendThrough(
  episodes: readonly Episode[],
  rate: number,
  connections: number,
  lastsMs: number,
): Promise<LoadOutcome> {
  server.forget();
  server.trouble(episodes);
  const schedule = scheduleOf(curveOf([rate, rate]), { seconds: lastsMs / 1000 });
  return await send({ url: server.url, schedule, connections, timeoutSeconds: 0.3 });
}

function expectSumsToHold(outcome: LoadOutcome): void {
  const { planned, sent, dropped, completed, failed, status, unfinished } = outcome;
  expect(unfinished).toEqual({ waiting: 0, inFlight: 0 });
  expect(sent + dropped).toBe(planned);
  expect(completed + failed.total).toBe(sent);
  expect(Object.values(status).reduce((sum, count) => sum + count, 0)).toBe(completed);
  const { total, ...kinds } = failed;
  expect(Object.values(kinds).reduce((sum, count) => sum + count, 0)).toBe(total);
}

/**
 * The server saw what was sent, but for what never got a connection. Where it breaks
 * connections off that it is not answering on, or stops to listen while the operating
 * system holds some that it has not taken yet, what was on its way to it is lost with
 * them: then it saw all that was answered, and no more than was sent.
 */
async function expectSeen(outcome: LoadOutcome, episodes: readonly Episode[]): Promise<void> {
  const { sent, completed, failed } = outcome;
  const reached = sent - failed.refused - failed.dns - failed.tls;
  const isLossy = episodes.some(({ kind }) => kind === 'kill' || kind === 'refuse');
  const { seen } = await server.seenAtLeast(isLossy ? 0 : reached);
  expect(seen).toBeLessThanOrEqual(reached);
  expect(seen).toBeGreaterThanOrEqual(completed);
  if (!isLossy) expect(seen).toBe(reached);
}
