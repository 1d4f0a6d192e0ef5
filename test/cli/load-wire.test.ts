import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { LoadServer } from '../support/load-server.ts';
import { plimsoll } from './plimsoll.ts';

const run = (url: string, ...args: string[]) =>
  plimsoll(['load', 'run', '--url', url, '--shape', '50', '--duration', '0.4s', ...args]);

describe.concurrent('plimsoll load run', () => {
  it('speaks HTTP/2, and verifies the certificate unless told not to', async (context) => {
    const server = await LoadServer.start('./self-signed.cert.pem', 'h2');
    context.onTestFinished(() => server.end());
    const verified = await run(server.url, '--http2', '--stop-at-errors', '100');
    expect(JSON.parse(verified.stdout)).toMatchObject({ completed: 0, failed: { tls: 20 } });
    const trusting = await run(server.url, '--http2', '--insecure');
    expect(JSON.parse(trusting.stdout)).toMatchObject({ completed: 20, connections: { made: 1 } });
  });

  it('numbers its requests in X-Amzn-Trace-Id, unless told not to', async (context) => {
    const { url, heard } = await headerServer(context);
    await run(url, '--run-id', 'tea');
    expect(heard.every(({ trace }) => /;Plimsoll=tea-\d+$/.test(trace))).toBe(true);
    const numbers = heard.map(({ trace }) => numberIn(trace));
    expect(numbers.sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    heard.length = 0;
    await run(url, '--no-trace-id');
    expect(new Set(heard.map(({ trace }) => trace))).toEqual(new Set(['none']));
  });

  it('keeps the cookies of each user apart, and sends none without users', async (context) => {
    const { url, heard } = await headerServer(context);
    await run(url, '--users', '4', '--threads', '2', '--shape', '20', '--duration', '2s');
    // The cookie is the number of the request that it was given for: one of the same user.
    const given = heard.filter(({ cookie }) => cookie !== 'none');
    expect(given.length).toBeGreaterThan(10);
    expect(
      given.filter(({ trace, cookie }) => (numberIn(trace) - numberIn(cookie)) % 4 !== 0),
    ).toEqual([]);
    heard.length = 0;
    await run(url);
    expect(new Set(heard.map(({ cookie }) => cookie))).toEqual(new Set(['none']));
  });

  it.each([
    ['http://127.0.0.1:1/', ['--http2'], /--http2 goes over TLS, .* give an https URL/],
    ['https://127.0.0.1:1/', ['--streams', '9'], /--streams are those of HTTP\/2; add --http2/],
    ['http://127.0.0.1:1/', ['--insecure'], /--insecure is for an https URL/],
    [
      'http://127.0.0.1:1/',
      ['--users', '3', '--threads', '2'],
      /--users 3 do not divide among the 2 threads of all shards, .*; give 4$/m,
    ],
  ])('refuses %s with %j', async (url, args, why) => {
    const { code, stderr } = await run(url, ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });
});

function numberIn(text: string): number {
  return Number(/-(\d+)$/.exec(text)?.[1]);
}

/** Gives each client without a cookie one of its own, and keeps what it hears. */
async function headerServer({ onTestFinished }: { onTestFinished: (end: () => void) => void }) {
  const heard: { readonly trace: string; readonly cookie: string }[] = [];
  const server = createServer(({ headers }, response) => {
    const trace = String(headers['x-amzn-trace-id'] ?? 'none');
    heard.push({ trace, cookie: headers.cookie ?? 'none' });
    if (headers.cookie === undefined)
      response.setHeader('Set-Cookie', `AWSALB=n-${numberIn(trace)}; Path=/`);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/`, heard };
}
