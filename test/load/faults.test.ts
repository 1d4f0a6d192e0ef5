import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { scheduleOf } from '../../src/load/schedule.ts';
import { LoadServer } from '../support/load-server.ts';
import { type Episode, TROUBLES, type Trouble } from '../support/load-server-process.ts';
import { curveOf, send } from './send.ts';

const CERTIFICATE = './self-signed.cert.pem';
const PROTOCOLS = {
  'HTTP/1.1': { start: () => LoadServer.start(), sending: {} },
  TLS: { start: () => LoadServer.start(CERTIFICATE), sending: { verifiesTls: false } },
  'HTTP/2': {
    start: () => LoadServer.start(CERTIFICATE, 'h2'),
    sending: { verifiesTls: false, streams: 8 },
  },
} as const;
type Protocol = keyof typeof PROTOCOLS;

let servers: Readonly<Record<Protocol, LoadServer>>;
beforeAll(async () => {
  const [plain, secure, http2] = await Promise.all(
    Object.values(PROTOCOLS).map(({ start }) => start()),
  );
  servers = { 'HTTP/1.1': plain, TLS: secure, 'HTTP/2': http2 };
});
afterAll(() => Promise.all(Object.values(servers).map((server) => server.end())));

const LASTS_MS = 800;

const episode = fc.record({
  kind: fc.constantFrom(...TROUBLES),
  at: fc.integer({ min: 0, max: LASTS_MS }),
  forMs: fc.integer({ min: 20, max: 400 }),
});

describe('whatever befalls the server', () => {
  it.each([
    ['HTTP/1.1', 5],
    ['TLS', 2],
    ['HTTP/2', 3],
  ] as const)(
    'every request over %s is accounted for, once',
    {
      timeout: 60_000,
    },
    async (protocol, numRuns) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(episode, { minLength: 1, maxLength: 4 }),
          fc.integer({ min: 50, max: 500 }),
          fc.integer({ min: 2, max: 60 }),
          async (episodes, rate, connections) => {
            const outcome = await sendThrough(protocol, episodes, rate, connections, LASTS_MS);
            expectSumsToHold(outcome);
            expect(outcome.planned).toBe(Math.round((rate * LASTS_MS) / 1000));
            await expectSeen(protocol, outcome, episodes);
          },
        ),
        // The same episodes each time: others are for whoever looks for trouble.
        { seed: 20_260_105, numRuns, endOnFailure: true },
      );
    },
  );

  it.each([
    ['HTTP/1.1', 'resetMidBody', 'reset'],
    ['HTTP/1.1', 'closeMidBody', 'closed'],
    ['HTTP/1.1', 'halfClose', 'closed'],
    ['HTTP/1.1', 'noHttp', 'closed'],
    ['HTTP/1.1', 'refuse', 'refused'],
    ['HTTP/1.1', 'kill', 'refused'],
    ['HTTP/2', 'resetMidBody', 'reset'],
    ['HTTP/2', 'closeMidBody', 'closed'],
    ['HTTP/2', 'noHttp', 'reset'],
    ['HTTP/2', 'kill', 'refused'],
  ] as const)(
    'over %s %s leaves no request unaccounted for, and counts as %s',
    async (protocol, kind, failure) => {
      const { failed } = await sendThroughOne(protocol, kind);
      expect(failed[failure]).toBeGreaterThan(0);
    },
  );

  it.each([
    ['HTTP/1.1', 'targetError'],
    ['HTTP/1.1', 'balancerError'],
    ['HTTP/1.1', 'slowBody'],
    ['HTTP/1.1', 'closeAfter'],
    ['HTTP/1.1', 'stall'],
    ['HTTP/2', 'targetError'],
    ['HTTP/2', 'slowBody'],
    ['HTTP/2', 'stall'],
  ] as const)(
    'over %s %s leaves no request unaccounted for, and fails none',
    async (protocol, kind) => {
      const { failed } = await sendThroughOne(protocol, kind);
      expect(failed.total).toBe(0);
    },
  );

  it('an HTTP/2 connection that is being ended answers what it has begun, and loses no more', async () => {
    const episodes = [{ kind: 'halfClose' as const, at: 30, forMs: 150 }];
    const outcome = await sendThrough('HTTP/2', episodes, 400, 20, 300, 2);
    expectSumsToHold(outcome);
    // What was on its way as the server ended the connection is refused, unread.
    expect(outcome.failed.total).toBe(outcome.failed.refused);
    expect(outcome.connections.made).toBeGreaterThan(1);
    expect((await servers['HTTP/2'].seen()).seen).toBe(outcome.completed);
  });

  it('a server that does not speak HTTP/2 is told of', async () => {
    const schedule = scheduleOf(curveOf([100, 100]), { seconds: 0.2 });
    const { url } = servers.TLS;
    servers.TLS.forget();
    const outcome = await send({ url, schedule, streams: 8, verifiesTls: false });
    expectSumsToHold(outcome);
    expect([outcome.failed.tls, outcome.completed]).toEqual([outcome.sent, 0]);
  });

  it('an address that refuses costs few requests where another answers', async () => {
    const server = servers['HTTP/1.1'];
    server.forget();
    const schedule = scheduleOf(curveOf([500, 500]), { seconds: 0.6 });
    const addresses = ['127.0.0.1', '127.0.0.9'];
    const url = `http://localhost:${server.port}/`;
    const outcome = await send({ url, schedule, addresses });
    expectSumsToHold(outcome);
    expect(outcome.failed.refused).toBeGreaterThan(0);
    expect(outcome.failed.total).toBe(outcome.failed.refused);
    // After 20 ms, 40 ms, 80 ms and so on, each half by chance.
    expect(outcome.failed.refused).toBeLessThan(12);
  });

  it('a certificate that nobody vouches for lets no request through', async () => {
    const secure = servers.TLS;
    secure.forget();
    const schedule = scheduleOf(curveOf([100, 100]), { seconds: 0.3 });
    const outcome = await send({ url: secure.url, schedule, timeoutSeconds: 2 });
    const { seen } = await secure.seen();
    expectSumsToHold(outcome);
    expect([outcome.failed.tls, outcome.completed, seen]).toEqual([outcome.sent, 0, 0]);
    expect(outcome.failed.tls).toBeGreaterThan(0);
  });
});

describe('a server that answers slowly', () => {
  it('is the one that makes requests wait, through the end of the curve and after', async () => {
    const server = servers['HTTP/1.1'];
    server.forget();
    server.delay(100);
    // 50 a second come back; the rest leaves within a second after the end.
    const schedule = scheduleOf(curveOf([200, 200]), { seconds: 0.3 });
    const outcome = await send({ url: server.url, schedule, connections: 5 });
    server.forget();
    const { limited, because, serverHeldConnectionsSince } = outcome.generator;
    expect([limited, because, serverHeldConnectionsSince]).toEqual([false, null, 0]);
    expect(outcome.sent).toBe(60);
    expect(outcome.connections.mostOpen).toBe(5);
  });
});

/** 120 requests, some of which it befalls. */
async function sendThroughOne(protocol: Protocol, kind: Trouble): Promise<LoadOutcome> {
  // A connection that is made anew for each request meets a server that refuses.
  const again = kind === 'refuse' ? [{ kind: 'closeAfter' as const, at: 0, forMs: 300 }] : [];
  const episodes = [{ kind, at: 30, forMs: 150 }, ...again];
  const outcome = await sendThrough(protocol, episodes, 400, 20, 300, 2);
  expectSumsToHold(outcome);
  expect(outcome.planned).toBe(120);
  await expectSeen(protocol, outcome, episodes);
  return outcome;
}

async function sendThrough(
  protocol: Protocol,
  episodes: readonly Episode[],
  rate: number,
  connections: number,
  lastsMs: number,
  timeoutSeconds = 0.3,
): Promise<LoadOutcome> {
  const server = servers[protocol];
  server.forget();
  server.trouble(episodes);
  const schedule = scheduleOf(curveOf([rate, rate]), { seconds: lastsMs / 1000 });
  const { sending } = PROTOCOLS[protocol];
  return await send({ url: server.url, schedule, connections, timeoutSeconds, ...sending });
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
async function expectSeen(
  protocol: Protocol,
  outcome: LoadOutcome,
  episodes: readonly Episode[],
): Promise<void> {
  const { sent, completed, failed } = outcome;
  const reached = sent - failed.refused - failed.dns - failed.tls;
  const isLossy = episodes.some(({ kind }) => LOSSY[protocol].includes(kind));
  // What was given up may be broken off before a server that is late has read it.
  const certain = isLossy ? completed : reached - failed.timeout;
  const { seen } = await servers[protocol].seenAtLeast(certain);
  expect(seen).toBeLessThanOrEqual(reached);
  expect(seen).toBeGreaterThanOrEqual(certain);
}

/** With an HTTP/2 connection all that it carries is lost. */
const LOSSY: Readonly<Record<Protocol, readonly Trouble[]>> = {
  'HTTP/1.1': ['kill', 'refuse'],
  TLS: ['kill', 'refuse'],
  'HTTP/2': ['kill', 'refuse', 'closeMidBody', 'resetMidBody'],
};
