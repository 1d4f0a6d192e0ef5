import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Estimate } from '../../src/load/saturate/estimate.ts';
import type { SaturateOutcome } from '../../src/load/saturate/outcome.ts';
import { LoadServer } from '../support/load-server.ts';
import { QueueServer } from '../support/queue-server.ts';
import { plimsoll } from './plimsoll.ts';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
/** Measured in steps of 0.3 s: where all of one falls into a moment in which other tests have the machine, again. */
const MEASURED = { retry: 3 };
const WORKERS = 6;
const SERVICE_MS = 20;

let queue: QueueServer;
beforeAll(async () => {
  queue = await QueueServer.start({ workers: WORKERS, serviceMs: SERVICE_MS });
});
afterAll(() => queue.end());

describe('plimsoll load saturate', () => {
  it('finds ceiling and service time of a server', MEASURED, async () => {
    const outcome = await saturated(queue.url);
    const truthMs = await queue.usualServiceMs();
    const { fit, service } = outcome;
    // How near it comes is for the bench to say, on a machine with nothing else to do.
    expect(holds(fit?.requestsPerSecond, (1000 * WORKERS) / truthMs)).toBe(true);
    expect(holds(fit?.serviceTimeMs, truthMs)).toBe(true);
    expect(service?.requestsPerSecond).toBeGreaterThan(0);
    expect(outcome.verdict).toMatch(/^One target serves up to \d+/);
  });

  it('finds that a server bends whose requests slow one another down', MEASURED, async () => {
    const bent = await QueueServer.start({
      workers: 16,
      serviceMs: 10,
      contention: 0.1,
      coherency: 0.02,
    });
    try {
      const { fit, verdict, service } = await saturated(bent.url, '--shared');
      expect(fit?.bends).toBe(true);
      expect(verdict).toContain('It bends');
      expect(service?.contention).toBeGreaterThan(0);
    } finally {
      await bent.end();
    }
  });

  it('ends itself when too much fails, and exits 3', async ({ onTestFinished }) => {
    const server = await LoadServer.of({ onTestFinished });
    server.trouble([{ kind: 'targetError', at: 0, forMs: 60_000 }]);
    const { code, stdout } = await saturate(server.url, '--output', 'json');
    const { stoppedByFailures, verdict } = JSON.parse(stdout) as SaturateOutcome;
    expect([code, stoppedByFailures]).toEqual([3, true]);
    expect(verdict).toMatch(/^Ended itself: too much failed with 1 connections?/);
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

async function saturated(url: string, ...args: string[]): Promise<SaturateOutcome> {
  const { code, stdout, stderr } = await saturate(url, '--output', 'json', ...args);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as SaturateOutcome;
}

/** Whether the interval holds the truth, or misses it by less than a tenth. */
function holds(estimate: Estimate | undefined, truth: number): boolean {
  return estimate !== undefined && estimate.low < truth * 1.1 && estimate.high > truth * 0.9;
}
