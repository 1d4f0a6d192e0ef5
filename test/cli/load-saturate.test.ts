import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SaturateOutcome } from '../../src/load/saturate/outcome.ts';
import { LoadServer } from '../support/load-server.ts';
import { QueueServer } from '../support/queue-server.ts';
import { plimsoll } from './plimsoll.ts';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const WORKERS = 6;
const SERVICE_MS = 20;

let queue: QueueServer;
beforeAll(async () => {
  queue = await QueueServer.start({ workers: WORKERS, serviceMs: SERVICE_MS });
});
afterAll(() => queue.end());

describe('plimsoll load saturate', () => {
  // How near it comes is for the bench to say, on a machine with nothing else to do.
  it('measures step by step, and fits the steps', async () => {
    const { code, stdout, stderr } = await saturate(queue.url, '--output', 'json');
    const { fit, steps } = JSON.parse(stdout) as SaturateOutcome;
    expect([code, stderr]).toEqual([0, '']);
    expect(steps.slice(0, 3).map(({ connections }) => connections)).toEqual([1, 2, 3]);
    expect(fit?.requestsPerSecond.value).toBeGreaterThan(0);
    // A timer may be a millisecond early; faster than that no server of so many workers is.
    const most = (1000 * WORKERS) / (SERVICE_MS - 1);
    expect(Math.max(...steps.map((step) => step.requestsPerSecond))).toBeLessThan(1.02 * most);
  });

  it('ends itself when too much fails, and exits 3', async ({ onTestFinished }) => {
    const server = await LoadServer.of({ onTestFinished });
    server.trouble([{ kind: 'targetError', at: 0, forMs: 60_000 }]);
    const { code, stdout } = await saturate(server.url, '--output', 'json');
    const { stoppedByFailures, verdict } = JSON.parse(stdout) as SaturateOutcome;
    expect([code, stoppedByFailures]).toEqual([3, true]);
    expect(verdict).toMatch(/^Ended itself: too much failed with 1 connections?/);
  });

  it('opens few connections to a server that answers nothing, whatever may fail', async () => {
    let connections = 0;
    const server = createServer((socket) => {
      connections++;
      socket.on('error', () => {}).on('data', () => socket.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    try {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/`;
      const { code, stdout } = await saturate(url, '--stop-at-errors', '100', '--output', 'json');
      const { verdict, steps } = JSON.parse(stdout) as SaturateOutcome;
      expect([code, verdict]).toEqual([0, 'Nothing was answered.']);
      expect(steps[0].failed).toBeGreaterThan(20);
      expect(connections).toBeLessThan(100);
    } finally {
      server.close();
    }
  });

  it('asks for longer steps where answers take as long as one', async ({ onTestFinished }) => {
    const server = await LoadServer.of({ onTestFinished });
    server.delay(800);
    const { code, stdout } = await saturate(server.url, '--output', 'json');
    const { verdict, steps } = JSON.parse(stdout) as SaturateOutcome;
    expect([code, steps.length]).toEqual([0, 1]);
    expect(verdict).toMatch(/^There was hardly an answer within a step\. .*raise --step-seconds/);
  });

  it('keeps the steps that were over at Ctrl-C, and exits 130', async () => {
    const args = ['load', 'saturate', '--url', queue.url, '--step-seconds', '0.4'];
    const child = spawn(process.execPath, [CLI, ...args]);
    child.stderr.once('data', () => child.kill('SIGINT'));
    const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    const { interrupted, verdict, steps, service } = JSON.parse(stdout) as SaturateOutcome;
    expect([code, interrupted, steps.length, service]).toEqual([130, true, 1, null]);
    expect(verdict).toMatch(/^Interrupted/);
  });

  it('plans without sending', async () => {
    const { code, stdout } = await plimsoll([
      'load',
      'saturate',
      '--url',
      'http://127.0.0.1:9/',
      '--dry-run',
      '--connections',
      '64',
    ]);
    expect([code, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ isLoopback: true, mostConnections: 64, mostSeconds: 72.5 }),
    ]);
  });

  it.each([
    [
      'where nobody listens',
      ['--url', 'http://127.0.0.1:9/'],
      'plimsoll: --url http://127.0.0.1:9/: no connection to "127.0.0.1" (ECONNREFUSED); nothing was sent',
    ],
    [
      'HEAD, whose answers have no body',
      ['--url', 'http://127.0.0.1:9/', '--method', 'HEAD'],
      'plimsoll: --method HEAD cannot be measured, since its answers have no body; give GET',
    ],
    [
      'a step that is too short',
      ['--url', 'http://127.0.0.1:9/', '--step-seconds', '0.1'],
      "plimsoll: option '--step-seconds <seconds>' argument '0.1' is invalid. It must be a number from 0.3 to 60.",
    ],
  ])('refuses %s in one line and exits 2', async (_, args, line) => {
    expect(await plimsoll(['load', 'saturate', ...args])).toEqual({
      code: 2,
      stdout: '',
      stderr: `${line}\n`,
    });
  });
});

function saturate(url: string, ...args: string[]) {
  return plimsoll([
    ...['load', 'saturate', '--url', url, '--quiet', '--step-seconds', '0.3'],
    ...args,
  ]);
}
