import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { LoadServer } from '../support/load-server.ts';
import { plimsoll } from './plimsoll.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-load-'));
/** For those that look at no counter of it and make it no trouble. */
let server: LoadServer;
/** For those that send nothing. */
let untouched: LoadServer;
const NOTHING = { seen: 0, connections: 0 };
beforeAll(async () => {
  [server, untouched] = await Promise.all([LoadServer.start(), LoadServer.start()]);
});
afterAll(async () => {
  await Promise.all([server.end(), untouched.end()]);
  rmSync(folder, { recursive: true });
});

const CURVE = 'timestamp,requests_per_second\n0,20\n1,20\n';

const run = (...args: string[]) => plimsoll(['load', 'run', ...args], { cwd: folder });
const outcome = (stdout: string) => JSON.parse(stdout) as LoadOutcome;

describe.concurrent('plimsoll load run', () => {
  // The longest comes first, so that the others run beside it.
  it('ends a run by itself in which too much fails, and exits 3', async (context) => {
    const server = await LoadServer.of(context);
    server.trouble([{ kind: 'targetError', at: 0, forMs: 60_000 }]);
    const args = ['--url', server.url, '--shape', '30', '--duration', '60s'];
    const { code, stdout } = await run(...args, '--stop-at-errors', '30');
    expect(code).toBe(3);
    expect(outcome(stdout)).toMatchObject({ interrupted: true, stoppedByFailures: true });
    expect(outcome(stdout).planned).toBeLessThan(30 * 8);
  });

  it('sends what the curve says, and the server sees just that', async (context) => {
    const server = await LoadServer.of(context);
    const args = ['--url', server.url, '--shape', 'ramp(from=100,to=300)', '--duration', '2s'];
    const { code, stdout } = await run(...args);
    const { planned, sent, dropped, completed, failed, status } = outcome(stdout);
    expect(code).toBe(0);
    expect([planned, sent, dropped, completed, failed.total]).toEqual([400, 400, 0, 400, 0]);
    expect(status).toEqual({ 200: 400 });
    expect((await server.seen()).seen).toBe(400);
  });

  it('has the fields that are documented', async () => {
    const { stdout } = await run('--url', server.url, '--shape', '20', '--duration', '0.3s');
    expect(Object.keys(JSON.parse(stdout))).toEqual(
      expect.arrayContaining([
        ...['planned', 'sent', 'dropped', 'completed', 'failed', 'status', 'balancerErrors'],
        ...['targetErrors', 'errors', 'rateErrorPercent', 'responseTimeMs', 'serviceTimeMs'],
        ...['generator', 'slo', 'interrupted'],
      ]),
    );
  });

  it('reuses its connections', async (context) => {
    const server = await LoadServer.of(context);
    await run('--url', server.url, '--shape', '200', '--duration', '0.5s', '--connections', '10');
    expect((await server.seen()).connections).toBeLessThanOrEqual(10);
  });

  it('sends body, method and headers', async () => {
    const { heard, url, end } = await listener();
    await run(
      '--url',
      `${url}/a?b=1`,
      '--shape',
      '20',
      '--duration',
      '0.1s',
      '--body',
      'tea',
      '--header',
      'X-Shop: 1',
    );
    end();
    expect(heard()).toContain('POST /a?b=1 HTTP/1.1\r\n');
    expect(heard()).toContain('X-Shop: 1\r\n');
    expect(heard()).toMatch(/\r\n\r\ntea/);
  });

  it('sends the requests of a file', async () => {
    const { heard, url, end } = await listener();
    const file = join(folder, 'requests.yaml');
    writeFileSync(file, '- { path: /tea, weight: 3 }\n- { path: /milk, method: HEAD }\n');
    await run('--url', url, '--shape', '20', '--duration', '1s', '--requests', file);
    end();
    const lines = heard().match(/^[A-Z]+ \S+(?= HTTP)/gm) ?? [];
    expect(lines).toHaveLength(20);
    expect(new Set(lines)).toEqual(new Set(['GET /tea', 'HEAD /milk']));
  });

  it('exits 3 when a threshold is missed, with the actual value beside it', async (context) => {
    const server = await LoadServer.of(context);
    server.delay(30);
    const args = ['--url', server.url, '--shape', '50', '--duration', '0.5s'];
    const { code, stdout } = await run(...args, '--slo', 'p95<20ms', '--slo', 'errors<0.1%');
    const [latency, errors] = outcome(stdout).slo;
    expect(code).toBe(3);
    expect(latency).toMatchObject({ expression: 'p95<20ms', met: false });
    expect(latency.actual).toBeGreaterThanOrEqual(29);
    expect(errors).toEqual({ expression: 'errors<0.1%', actual: 0, met: true });
  });

  it('tells errors of the balancer from those of its targets', async (context) => {
    const server = await LoadServer.of(context);
    server.trouble([{ kind: 'balancerError', at: 0, forMs: 20_000 }]);
    const args = ['--url', server.url, '--shape', '120', '--duration', '0.5s'];
    const balancer = outcome((await run(...args)).stdout);
    server.forget();
    server.trouble([{ kind: 'targetError', at: 0, forMs: 20_000 }]);
    const target = outcome((await run(...args)).stdout);
    expect([balancer.balancerErrors, balancer.targetErrors, balancer.errors]).toEqual([20, 0, 20]);
    expect([target.balancerErrors, target.targetErrors, target.errors]).toEqual([0, 20, 20]);
  });

  it('counts a trusted certificate for another name as tls, each time', async (context) => {
    const certificate = './wrong-name.cert.pem';
    const server = await LoadServer.start(certificate);
    context.onTestFinished(() => server.end());
    const trusted = fileURLToPath(new URL(`../support/${certificate}`, import.meta.url));
    const args = ['--url', server.url, '--shape', '50', '--duration', '0.6s', '--timeout', '1s'];
    const { stdout } = await plimsoll(['load', 'run', ...args, '--connections', '2'], {
      cwd: folder,
      env: { NODE_EXTRA_CA_CERTS: trusted },
    });
    const { sent, failed } = outcome(stdout);
    // With two connections some of the thirty meet one that failed before.
    expect(sent).toBeGreaterThan(2);
    expect(failed).toMatchObject({ total: sent, tls: sent, timeout: 0 });
  });

  it('follows no redirect', async () => {
    const args = ['--url', `${server.url}redirect`, '--shape', '50', '--duration', '0.4s'];
    expect(outcome((await run(...args)).stdout).status).toEqual({ 302: 20 });
  });

  it('writes JUnit XML with a case a threshold', async () => {
    const junit = join(folder, 'junit.xml');
    const args = ['--url', server.url, '--shape', '50', '--duration', '0.4s', '--junit', junit];
    await run(...args, '--slo', 'p50<0.001ms', '--slo', 'errors<1%');
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('<testsuites tests="3" ');
    expect(xml).toContain('name="errors&lt;1%"/>');
    expect(xml).toMatch(
      /name="p50&lt;0.001ms"><failure message="wanted p50&lt;0.001ms, it was [\d.]+"\/>/,
    );
  });

  it('sends nothing when the JUnit XML cannot be written', async () => {
    const args = ['--url', untouched.url, '--shape', '50', '--duration', '0.4s'];
    const { code, stderr } = await run(...args, '--junit', 'nowhere/junit.xml');
    expect([code, stderr]).toEqual([
      2,
      'plimsoll: nowhere/junit.xml: its directory does not exist; make it first\n',
    ]);
    expect(await untouched.seen()).toMatchObject(NOTHING);
  });

  it('sends nothing when the time to start has passed before it is ready', async () => {
    const start = Math.ceil(Date.now() / 1000) + 1;
    // The curve comes when the time is over, long after the command line has been read.
    const curve = setTimeout(start * 1000 + 50 - Date.now(), CURVE);
    const args = ['--url', untouched.url, '--curve', '-', '--start-at', String(start)];
    const { code, stdout, stderr } = await plimsoll(['load', 'run', ...args], { stdin: curve });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^plimsoll: --start-at .* has passed/);
    expect(await untouched.seen()).toMatchObject(NOTHING);
  });

  it('plans and sends nothing with --dry-run', async () => {
    const args = ['--url', untouched.url, '--shape', 'ramp(from=100,to=5000)', '--duration', '30s'];
    const { code, stdout } = await run(
      ...args,
      '--dry-run',
      '--compress',
      '2',
      '--output',
      'table',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('38,250, uniform arrivals');
    expect(stdout).toMatch(/warning: the load grows from 0 to 49\d0 requests\/s within 5 minutes/);
    expect(stdout).toContain('warning: the curve is compressed 2 times');
    expect(await untouched.seen()).toMatchObject(NOTHING);
  });

  it.each([
    [
      'no curve',
      ['--url', 'http://127.0.0.1:1/'],
      /^plimsoll: what to send is missing; give --curve FILE/,
    ],
    [
      'no URL of HTTP',
      ['--url', 'ftp://a/', '--shape', '1', '--duration', '1s'],
      /^plimsoll: --url "ftp:\/\/a\/" is no URL of HTTP/,
    ],
    [
      'a password in the URL',
      ['--url', 'http://a:secret@b/', '--shape', '1', '--duration', '1s'],
      /^plimsoll: --url holds a user name or a password; (?!.*secret)/,
    ],
    [
      'a threshold without a unit',
      ['--url', 'http://127.0.0.1:1/', '--slo', 'p95<250', '--shape', '1', '--duration', '1s'],
      /^plimsoll: --slo "p95<250" is no threshold: write p95<250ms/,
    ],
    [
      'a peak above the cap',
      ['--url', 'http://127.0.0.1:1/', '--shape', '20000', '--duration', '1s'],
      /^plimsoll: the curve peaks at 20000 requests\/s, above the --max-rate of 10000/,
    ],
    [
      'a name that is nowhere',
      ['--url', 'http://nowhere.invalid/', '--shape', '1', '--duration', '1s'],
      /^plimsoll: --url: the name "nowhere.invalid" cannot be looked up/,
    ],
    [
      'no time at all',
      ['--url', 'http://127.0.0.1:1/', '--shape', '1', '--duration', '0s'],
      /^plimsoll: --duration "0s" is no time at all; give more than 0s/,
    ],
    [
      'a recording and a report in the same file',
      [
        ...['--url', 'http://127.0.0.1:1/', '--shape', '1', '--duration', '1s'],
        ...['--record', 'x', '--junit', './x'],
      ],
      /^plimsoll: --record and --junit are both "x"; name two files/,
    ],
    [
      'a recording on stdout',
      [
        ...['--url', 'http://127.0.0.1:1/', '--shape', '1', '--duration', '1s'],
        ...['--record', '-'],
      ],
      /^plimsoll: --record - is no file; name one, since stdout has the report/,
    ],
    [
      'more than all errors',
      [
        ...['--url', 'http://127.0.0.1:1/', '--shape', '1', '--duration', '1s'],
        ...['--stop-at-errors', '101'],
      ],
      /'101' is invalid\. It must be at most 100\./,
    ],
    [
      'a share of nothing',
      ['--url', 'http://127.0.0.1:1/', '--shape', '1', '--duration', '1s', '--shard', '4/3'],
      /^plimsoll: --shard "4\/3" is no share/,
    ],
    [
      'more threads than connections',
      [
        '--url',
        'http://127.0.0.1:1/',
        '--shape',
        '1',
        '--duration',
        '1s',
        '--threads',
        '2',
        '--connections',
        '1',
      ],
      /^plimsoll: --connections 1 are fewer than --threads 2/,
    ],
  ])('refuses %s in one line and exits 2', async (_, args, line) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(line);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('writes over no recording', async () => {
    const args = [
      '--url',
      server.url,
      '--shape',
      '20',
      '--duration',
      '0.5s',
      '--record',
      'once.ndjson',
    ];
    await run(...args);
    const first = readFileSync(join(folder, 'once.ndjson'), 'utf8');
    const { code, stderr } = await run(...args);
    expect([code, stderr]).toEqual([
      2,
      'plimsoll: once.ndjson: there is something in it already; name another file, or remove it\n',
    ]);
    expect(readFileSync(join(folder, 'once.ndjson'), 'utf8')).toBe(first);
  });
});

/** A server that keeps what it hears and answers nothing of use. */
async function listener(): Promise<{ heard: () => string; url: string; end: () => void }> {
  let heard = '';
  const listening: Server = createServer((socket) => {
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
    });
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { heard: () => heard, url: `http://127.0.0.1:${port}`, end: () => listening.close() };
}
