import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureKind } from '../../src/load/failure-kind.ts';
import { readRequests } from '../../src/load/read-requests.ts';
import { RequestMix } from '../../src/load/request-mix.ts';
import { GET } from './send.ts';

describe('a mix of requests', () => {
  it('draws each by its weight', () => {
    const mix = new RequestMix(
      [
        { ...GET, weight: 3 },
        { ...GET, path: '/b', weight: 1 },
      ],
      7,
    );
    const picked = Array.from({ length: 20_000 }, (_, n) => mix.pick(n).path);
    const share = picked.filter((path) => path === '/b').length / picked.length;
    // Four standard errors: 4·√(0.25·0.75 / 20,000).
    expect(Math.abs(share - 0.25)).toBeLessThan(0.0123);
  });

  it('draws of many what it draws of the lot that each belongs to', () => {
    const weight = fc.integer({ min: 1, max: 9 });
    const lots = fc.array(fc.array(weight, { minLength: 1, maxLength: 20 }), {
      minLength: 2,
      maxLength: 6,
    });
    fc.assert(
      fc.property(lots, fc.nat(), fc.nat(), (lots, seed, n) => {
        const each = lots.flatMap((weights, lot) =>
          weights.map((weight) => ({ ...GET, path: `/${lot}`, weight })),
        );
        const whole = lots.map((weights, lot) => ({
          ...GET,
          path: `/${lot}`,
          weight: weights.reduce((sum, weight) => sum + weight),
        }));
        const { path } = new RequestMix(each, seed).pick(n);
        expect(path).toBe(new RequestMix(whole, seed).pick(n).path);
      }),
    );
  });

  it('draws the same for an arrival whoever sends it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 7 }), (seed, shards) => {
        const requests = [GET, { ...GET, path: '/b' }];
        const sentBy = (index: number, of: number) => {
          const mix = new RequestMix(requests, seed);
          const numbers = Array.from({ length: 100 }, (_, n) => n).filter((n) => n % of === index);
          return numbers.map((n) => [n, mix.pick(n).path] as const);
        };
        const divided = Array.from({ length: shards }, (_, index) => sentBy(index, shards)).flat();
        expect(divided.sort(([a], [b]) => a - b)).toEqual(sentBy(0, 1));
      }),
    );
  });
});

describe('a file of requests', () => {
  it('reads paths, methods, headers, bodies and weights', () => {
    const text =
      '- path: /\n- { path: /b, method: POST, body: tea, weight: 3, headers: { Accept: text/html } }\n';
    expect(readRequests(text, 'r.yaml', ['accept', '*/*', 'x-run', '1'])).toEqual([
      { weight: 1, method: 'GET', path: '/', headers: ['accept', '*/*', 'x-run', '1'], body: null },
      {
        weight: 3,
        method: 'POST',
        path: '/b',
        headers: ['x-run', '1', 'Accept', 'text/html'],
        body: Buffer.from('tea'),
      },
    ]);
  });

  it.each([
    ['- pth: /', /^r\.yaml:1: unknown key "pth" \(did you mean "path"\?\)/],
    [
      '- path: http://other.example.com/',
      /^r\.yaml:1: \S+ is "http:\/\/other\.example\.com\/": give a path such as \/search\?q=tea, without the host/,
    ],
    ['- path: /\n  method: get', /^r\.yaml:2: .* give a method such as GET or POST/],
    [
      '- path: /\n  headers: { Content-Length: "3" }',
      /^r\.yaml:2: .* is set by the connection itself; leave it out/,
    ],
    ['[]', /^r\.yaml: holds no request/],
  ])('refuses %j, with its line', (text, message) => {
    expect(() => readRequests(text, 'r.yaml', [])).toThrow(message);
  });
});

describe('a failure', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['UND_ERR_SOCKET', 'closed'],
    ['HPE_INVALID_CONSTANT', 'closed'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ETIMEDOUT', 'timeout'],
  ])('%s counts as %s', (code, kind) => {
    expect(failureKind(Object.assign(new Error(code), { code }))).toBe(kind);
  });

  it.each(['EMFILE', 'EADDRNOTAVAIL'])("%s is this machine's own, and nobody else's", (code) => {
    expect(failureKind(Object.assign(new Error(code), { code }))).toBeUndefined();
  });
});
