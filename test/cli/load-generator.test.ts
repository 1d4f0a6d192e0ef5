import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { LoadServer } from '../support/load-server.ts';
import { LoadProcess } from './load-process.ts';
import { plimsoll } from './plimsoll.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-generator-'));
afterAll(() => rmSync(folder, { recursive: true }));

const outcome = (stdout: string) => JSON.parse(stdout) as LoadOutcome;

describe.concurrent('a generator', () => {
  it.for([
    ['Ctrl-C', 'SIGINT'],
    ["a supervisor's SIGTERM", 'SIGTERM'],
  ] as const)('on %s drains, reports what there is and exits 130', async ([, signal], context) => {
    const server = await LoadServer.of(context);
    server.delay(300);
    const record = join(folder, `${signal}.ndjson`);
    const args = ['--url', server.url, '--shape', '100', '--duration', '60s', '--timeout', '3s'];
    const load = new LoadProcess(args, record);
    await load.recorded(2);
    load.kill(signal);
    const { interrupted, planned, sent, dropped, completed, failed, unfinished } = outcome(
      await load.stdout,
    );
    expect([await load.code, interrupted]).toEqual([130, true]);
    expect(planned).toBeGreaterThanOrEqual(100);
    expect(planned).toBeLessThan(100 * 60);
    expect(sent + dropped).toBe(planned);
    expect([completed, failed.total, unfinished.inFlight]).toEqual([sent, 0, 0]);
    expect(lastLine(record)).toBe('{"end":"interrupted"}');
  });

  it('on Ctrl-C before it has begun leaves a recording that reads', async (context) => {
    const server = await LoadServer.of(context);
    const record = join(folder, 'before.ndjson');
    // At such a rate its threads send to themselves for 0.4 s before they are ready.
    const args = ['--url', server.url, '--shape', '1000', '--duration', '60s'];
    const load = new LoadProcess(args, record);
    await load.opened();
    load.kill('SIGINT');
    expect(await load.code).toBe(130);
    const report = await plimsoll(['load', 'report', record]);
    expect([report.code, report.stderr]).toEqual([0, '']);
    expect(outcome(report.stdout)).toMatchObject({ planned: 0, interrupted: true });
  });

  it('that can record no more ends the load, reports it, and exits with what went wrong', async (context) => {
    const server = await LoadServer.of(context);
    const curve = ['--url', server.url, '--shape', '20', '--duration', '60s'];
    const args = ['load', 'run', ...curve, '--record', 'full'];
    // One or two kilobytes, by the shell: a header and no second, or one.
    const command = ['sh', '-c', 'ulimit -f 2; trap "" XFSZ; exec "$@"', 'sh', process.execPath];
    const { code, stdout, stderr } = await plimsoll(args, { command, cwd: folder });
    const { planned, sent, completed, interrupted } = outcome(stdout);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^plimsoll: full: is as large as a file may be here\n$/m);
    expect([sent, completed, interrupted]).toEqual([planned, planned, true]);
    expect(planned).toBeLessThan(20 * 10);
  });

  it('that is killed leaves a recording that reads to its last second', async (context) => {
    const server = await LoadServer.of(context);
    const record = join(folder, 'killed.ndjson');
    const args = ['--url', server.url, '--shape', '100', '--duration', '60s'];
    const load = new LoadProcess(args, record);
    await load.recorded(2);
    load.kill('SIGKILL');
    await load.code;
    const whole = readFileSync(record, 'utf8').split('\n').length - 2;
    const report = await plimsoll(['load', 'report', record]);
    const { planned, sent, dropped, completed, failed, unfinished, interrupted, recordings } =
      outcome(report.stdout);
    expect([report.code, interrupted, planned]).toEqual([0, true, 100 * whole]);
    expect(sent + dropped + unfinished.waiting).toBe(planned);
    expect(completed + failed.total + unfinished.inFlight).toBe(sent);
    expect(recordings.missingSeconds).toBe(60 - whole);
  });

  it('is not blamed for a server that is slow, and the verdict says who held the connections', async (context) => {
    const server = await LoadServer.of(context);
    server.delay(150);
    const args = ['load', 'run', '--url', server.url, '--shape', '150', '--duration', '3s'];
    const { stdout, stderr } = await plimsoll([...args, '--connections', '5', '--timeout', '1s']);
    const { generator, verdict, dropped } = outcome(stdout);
    expect([generator.limited, generator.because, stderr]).toEqual([false, null, '']);
    expect(dropped).toBeGreaterThan(0);
    expect(verdict).toMatch(
      /^From second 0 on requests waited for a connection: the server held all 5 /,
    );
  });

  it('that has too few connections for a fast server says that it is them', async (context) => {
    const server = await LoadServer.of(context);
    // A sixth of what still counts as fast, and half of what one connection could carry.
    server.delay(1);
    const args = ['load', 'run', '--url', server.url, '--shape', '1000', '--duration', '3s'];
    const { stdout, stderr } = await plimsoll([...args, '--connections', '1', '--timeout', '1s']);
    expect(outcome(stdout).generator).toMatchObject({ limited: true, because: 'connections' });
    expect(stderr).toContain('all its connections are in use although the server is fast');
  });
});

// By itself: it takes all the CPU there is.
describe('a generator', () => {
  it('too weak for the rate says so while the run goes on, and in the verdict', {
    timeout: 60_000,
  }, async (context) => {
    const server = await LoadServer.of(context);
    const record = join(folder, 'weak.ndjson');
    const rate = ['--shape', '150000', '--duration', '2.2s', '--max-rate', '200000'];
    const args = ['--url', server.url, ...rate, '--timeout', '1s', '--connections', '100'];
    const load = new LoadProcess(args, record);
    // Its CPU or its connections: that depends on what else the machine does.
    await load.says('the generator cannot hold the rate: ');
    const { generator, verdict, dropped } = outcome(await load.stdout);
    expect(generator).toMatchObject({ limited: true });
    expect(verdict).toMatch(
      /^The generator could not hold the rate from second \d on: .* Do not hold its latencies/,
    );
    expect(dropped).toBeGreaterThan(0);
  });
});

function lastLine(file: string): string | undefined {
  return readFileSync(file, 'utf8').trimEnd().split('\n').at(-1);
}
