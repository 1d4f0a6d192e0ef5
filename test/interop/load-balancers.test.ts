import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, type TestContext } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { LoadProcess } from '../cli/load-process.ts';
import { type BalancerProgram, RealBalancer } from './real-balancer.ts';

/** Tools that are not this project's: asked for by hand, and then their absence is a failure. */
const isWanted = process.env.PLIMSOLL_INTEROP === '1';

/*
 * Neither tries a target again, or leaves one out: what a stopped target costs is to be
 * seen. A line of the log is `status|who`, where `who` is who made the answer.
 */

const haproxy: BalancerProgram = {
  command: 'haproxy',
  args: (file) => ['-db', '-f', file],
  // %ts, how it ended: `--` well, `S…` by the server's fault, which HAProxy answers itself
  // unless the headers were through already (`SD`).
  configuration: ({ port, targets }) => `
global
  log stdout format raw local0
defaults
  mode http
  log global
  log-format "%ST|%ts"
  option http-ignore-probes
  retries 0
  timeout connect 1s
  timeout client 10s
  timeout server 5s
frontend shop
  bind 127.0.0.1:${port}
  default_backend targets
backend targets
  balance roundrobin
${targets.map((target, i) => `  server t${i} 127.0.0.1:${target}`).join('\n')}
`,
};

const TLS = {
  key: fileURLToPath(new URL('../support/self-signed.key.pem', import.meta.url)),
  certificate: fileURLToPath(new URL('../support/self-signed.cert.pem', import.meta.url)),
};

/** @param listening what follows the address in `listen`, and further settings of the server */
const nginx = (listening: string): BalancerProgram => ({
  command: 'nginx',
  args: (file) => ['-c', file, '-e', 'stderr'],
  // $upstream_header_time is `-` where no target's header came.
  configuration: ({ folder, port, targets, log }) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 512; }
http {
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  log_format who '$status|$upstream_header_time|$request_completion';
  access_log ${log} who;
  proxy_next_upstream off;
  upstream targets {
${targets.map((target) => `    server 127.0.0.1:${target} max_fails=0;`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port} ${listening}
    location / { proxy_pass http://targets; }
  }
}
`,
});

async function outcomeOf(
  context: TestContext,
  program: BalancerProgram,
  scheme: 'http' | 'https',
  ...args: string[]
): Promise<{ outcome: LoadOutcome; lines: string[] }> {
  const balancer = await RealBalancer.of(context, program);
  const load = new LoadProcess(
    [
      ...['--url', `${scheme}://127.0.0.1:${balancer.port}/`, '--target-header', 'X-Target'],
      ...['--shape', '300', '--duration', '3s', '--stop-at-errors', '100', ...args],
    ],
    join(balancer.folder, 'run.ndjson'),
  );
  await load.recorded(2);
  await balancer.stopOne();
  const outcome: LoadOutcome = JSON.parse(await load.stdout);
  return { outcome, lines: await balancer.log(outcome.sent) };
}

/** What both counted, for when they disagree. */
function said({ failed, status }: LoadOutcome, lines: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return JSON.stringify({ failed, status, log: Object.fromEntries(counts) });
}

function expectSums({ planned, sent, dropped, completed, failed }: LoadOutcome): void {
  expect([planned, sent + dropped, completed + failed.total]).toEqual([900, 900, sent]);
}

describe.skipIf(!isWanted)('a target that stops (skipped unless PLIMSOLL_INTEROP=1)', () => {
  it('behind HAProxy costs what its log says, to the request', async (context) => {
    const { outcome, lines } = await outcomeOf(context, haproxy, 'http');
    const count = (what: RegExp) => lines.filter((line) => what.test(line)).length;
    expectSums(outcome);
    // Where a target breaks off, HAProxy closes a connection that has had an answer before,
    // without another and without a line: it is the client's to try again.
    const broken = count(/\|SD/);
    expect(outcome.failed.total, said(outcome, lines)).toBe(900 - lines.length + broken);
    expect(outcome.completed).toBe(lines.length - broken);
    expect(outcome.balancerErrors).toBe(count(/^50[234]\|S[CH]/));
    expect(outcome.balancerErrors).toBeGreaterThan(100);
    expect(outcome.targetErrors).toBe(count(/^503\|--/));
    expect(outcome.targetErrors).toBeGreaterThan(30);
    expect(outcome.failed.timeout).toBe(0);
  });

  for (const [protocol, scheme, listening, args] of [
    ['HTTP/1.1', 'http', ';', []],
    [
      'HTTP/2',
      'https',
      `ssl http2; ssl_certificate ${TLS.certificate}; ssl_certificate_key ${TLS.key};`,
      ['--http2', '--insecure', '--streams', '8'],
    ],
  ] as const)
    it(`behind nginx costs what its log says, to the request, over ${protocol}`, async (context) => {
      const { outcome, lines } = await outcomeOf(context, nginx(listening), scheme, ...args);
      const count = (what: RegExp) => lines.filter((line) => what.test(line)).length;
      expectSums(outcome);
      expect(lines).toHaveLength(900);
      expect(outcome.balancerErrors).toBe(count(/^50[24]\|-/));
      expect(outcome.balancerErrors).toBeGreaterThan(100);
      expect(outcome.targetErrors).toBe(count(/^503\|[\d.]/));
      expect(outcome.targetErrors).toBeGreaterThan(30);
      expect(outcome.failed.total).toBe(0);
    });
});
