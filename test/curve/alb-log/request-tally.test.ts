import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestTally } from '../../../src/curve/alb-log/request-tally.ts';

describe('the tally of requests', () => {
  it('counts method and path, the most frequent first, without host and query', () => {
    const { requests, total } = tallied([
      'GET https://www.example.com:443/a?x=1 HTTP/1.1',
      'POST https://www.example.com:443/a HTTP/1.1',
      'GET http://other.example.com:80/a?token=secret HTTP/2.0',
      'GET https://www.example.com:443?page=1 HTTP/1.1',
    ]);
    expect([requests, total]).toEqual([
      [
        { method: 'GET', path: '/a', count: 2 },
        { method: 'GET', path: '/', count: 1 },
        { method: 'POST', path: '/a', count: 1 },
      ],
      4,
    ]);
  });

  it('tells queries apart when told to', () => {
    const lines = ['GET http://h:80/a?x=1 HTTP/1.1', 'GET http://h:80/a?x=2 HTTP/1.1'];
    expect(tallied(lines, true).requests.map(({ path }) => path)).toEqual(['/a?x=1', '/a?x=2']);
  });

  it('counts apart what is no request line', () => {
    const { total, unreadable } = tallied(['- http://www.example.com:80- -', '-', '']);
    expect([total, unreadable]).toEqual([0, 3]);
  });

  it('never counts too high, nor too low by more than it says, however many there are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 4, max: 20 }),
        (items, room) => {
          const { requests, mostMissed } = tallied(
            items.map((item) => `GET http://h:80/${item} HTTP/1.1`),
            false,
            room,
          );
          expect(requests.length).toBeLessThanOrEqual(room);
          expect(mostMissed).toBeLessThanOrEqual((2 * items.length) / room);
          for (const item of new Set(items)) {
            const came = items.filter((other) => other === item).length;
            const found = requests.find(({ path }) => path === `/${item}`)?.count ?? 0;
            expect(found).toBeLessThanOrEqual(came);
            expect(found).toBeGreaterThanOrEqual(came - mostMissed);
          }
        },
      ),
    );
  });
});

function tallied(lines: readonly string[], keepsQueries = false, room?: number) {
  const tally = new RequestTally(keepsQueries, room);
  for (const line of lines) {
    const bytes = new TextEncoder().encode(line);
    tally.add(bytes, 0, bytes.length);
  }
  return tally.finish();
}
