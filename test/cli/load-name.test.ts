import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { NameServer } from '../support/name-server.ts';
import { LoadProcess } from './load-process.ts';
import { plimsoll } from './plimsoll.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-name-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NAME = 'shop.test';
const A = '127.0.0.2';
const B = '127.0.0.3';
const C = '127.0.0.4';

describe.concurrent('a name whose records change while a load goes to it', () => {
  it('moves every connection to the new addresses, evenly, and loses no request', async (context) => {
    const targets = await Targets.of(context, [A, B, C]);
    const dns = await NameServer.of(context, NAME, 1, [A, B]);
    const load = new LoadProcess(
      [
        ...['--url', `http://${NAME}:${targets.port}/`, '--dns-server', dns.place],
        ...['--shape', '400', '--duration', '4s', '--connections', '60', '--threads', '2'],
      ],
      join(folder, 'moves.ndjson'),
    );
    await load.recorded(2);
    expect(targets.openAt(A)).toBeGreaterThan(0);
    dns.addresses = [B, C];
    const changedAt = Date.now();
    await load.says(`${NAME} is now ${B}, ${C}; the load moves there`);
    await targets.nobodyAt(A, 5000);
    expect(Date.now() - changedAt).toBeLessThan(1000 + 5000);
    const before = targets.requests();
    await targets.requested(before.reduce((sum, count) => sum + count) + 300, 3000);
    const after = targets.requests().map((count, i) => count - before[i]);
    const open = [B, C].map((address) => targets.openAt(address));
    const outcome: LoadOutcome = JSON.parse(await load.stdout);

    expect(after[0]).toBe(0);
    expect(offEven(after.slice(1))).toBeLessThanOrEqual(0.1);
    expect(offEven(open)).toBeLessThanOrEqual(0.1);
    expect(outcome).toMatchObject({ planned: 1600, sent: 1600, completed: 1600 });
    expect(targets.requests().reduce((sum, count) => sum + count)).toBe(1600);
    // Once for the plan, then a second after each answer.
    const gaps = dns.asked.slice(1).map((at, i) => at - dns.asked[i]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(950);
    expect(dns.asked.length).toBeGreaterThanOrEqual(3);
  });

  it('leads no load away from this machine where the plan was for it', async (context) => {
    const targets = await Targets.of(context, [A]);
    const dns = await NameServer.of(context, NAME, 1, [A]);
    const load = new LoadProcess(
      [
        ...['--url', `http://${NAME}:${targets.port}/`, '--dns-server', dns.place],
        ...['--shape', '50', '--duration', '2.5s'],
      ],
      join(folder, 'stays.ndjson'),
    );
    await load.recorded(1);
    // TEST-NET-1 (RFC 5737): no host has it.
    dns.addresses = ['192.0.2.1'];
    expect(await load.code).toBe(0);
    expect(load.stderr).toContain(
      `${NAME} is now 192.0.2.1, which is not this machine as the plan said; nothing goes there, and the load stays where it was`,
    );
    expect(JSON.parse(await load.stdout)).toMatchObject({ planned: 125, completed: 125 });
  });

  it('keeps its addresses while the name server fails', async (context) => {
    const targets = await Targets.of(context, [A]);
    const dns = await NameServer.of(context, NAME, 1, [A]);
    const load = new LoadProcess(
      [
        ...['--url', `http://${NAME}:${targets.port}/`, '--dns-server', dns.place],
        ...['--shape', '50', '--duration', '2.5s'],
      ],
      join(folder, 'fails.ndjson'),
    );
    await load.recorded(1);
    dns.isBroken = true;
    expect(await load.code).toBe(0);
    expect(load.stderr).toContain(`${NAME} cannot be looked up now (ESERVFAIL)`);
    expect(JSON.parse(await load.stdout)).toMatchObject({ planned: 125, completed: 125 });
  });
});

describe('a name that is not this machine', () => {
  it('is looked up once, for the plan, and for nothing else until the load is confirmed', async (context) => {
    // TEST-NET-1 (RFC 5737): no host has it.
    const dns = await NameServer.of(context, NAME, 1, ['192.0.2.1']);
    const args = ['load', 'run', '--url', `http://${NAME}/`, '--dns-server', dns.place];
    const { code, stdout, stderr } = await plimsoll([
      ...args,
      '--shape',
      '101',
      '--duration',
      '9s',
    ]);
    expect([code, stdout, dns.asked.length]).toEqual([2, '', 1]);
    expect(stderr).toMatch(/^hosts +192\.0\.2\.1 \(not this machine\)$/m);
  });
});

describe.concurrent('--resolve', () => {
  it('says where a name is, and nobody else is asked', async (context) => {
    const targets = await Targets.of(context, [A, B]);
    const { stdout } = await plimsoll([
      ...['load', 'run', '--url', `http://${NAME}:${targets.port}/`, '--shape', '100'],
      ...['--duration', '0.4s', '--resolve', `${NAME}:${targets.port}:${A},${B}`],
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ completed: 40 });
    expect(targets.requests()).toEqual([20, 20]);
  });

  it.each([
    [`${NAME}:81:${A}`, /is for another place than shop\.test:80 of --url, so it would do nothing/],
    [`${NAME}:80:nowhere`, /is no place of a name; write HOST:PORT:IP/],
  ])('that is %s is refused', async (place, why) => {
    const args = ['load', 'run', '--url', `http://${NAME}/`, '--shape', '1', '--duration', '1s'];
    const { code, stderr } = await plimsoll([...args, '--resolve', place]);
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });
});

/** Servers at the same port of several loopback addresses that count what comes. */
class Targets {
  readonly port: number;
  readonly #requests: Map<string, number>;
  readonly #open: Map<string, Set<Socket>>;

  private constructor(port: number, requests: Map<string, number>, open: Map<string, Set<Socket>>) {
    this.port = port;
    this.#requests = requests;
    this.#open = open;
  }

  static async of({ onTestFinished }: TestContext, addresses: readonly string[]): Promise<Targets> {
    const requests = new Map(addresses.map((address) => [address, 0]));
    const open = new Map(addresses.map((address) => [address, new Set<Socket>()]));
    let port = 0;
    for (const address of addresses) {
      const server = createServer((socket) => {
        open.get(address)?.add(socket);
        socket.on('close', () => open.get(address)?.delete(socket));
        socket.on('error', () => {});
        socket.on('data', () => {
          requests.set(address, (requests.get(address) ?? 0) + 1);
          // So that several connections are in use.
          setTimeout(() => socket.write('HTTP/1.1 204 No Content\r\n\r\n'), 40);
        });
      });
      await new Promise<void>((resolve) => server.listen(port, address, resolve));
      const bound = server.address();
      port = typeof bound === 'object' && bound !== null ? bound.port : 0;
      onTestFinished(() => {
        server.close();
      });
    }
    return new Targets(port, requests, open);
  }

  requests(): number[] {
    return [...this.#requests.values()];
  }

  openAt(address: string): number {
    return this.#open.get(address)?.size ?? 0;
  }

  /** Resolves when no connection to it is left, or the time is over. */
  nobodyAt(address: string, withinMs: number): Promise<void> {
    return until(() => this.openAt(address) === 0, withinMs);
  }

  /** Resolves when so many requests have come, or the time is over. */
  requested(count: number, withinMs: number): Promise<void> {
    return until(() => this.requests().reduce((sum, n) => sum + n) >= count, withinMs);
  }
}

/** How far the furthest is off the mean, as a share of it. */
function offEven(counts: readonly number[]): number {
  const mean = counts.reduce((sum, count) => sum + count) / counts.length;
  return Math.max(...counts.map((count) => Math.abs(count - mean))) / mean;
}

async function until(isSo: () => boolean, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!isSo() && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
}
