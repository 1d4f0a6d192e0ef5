import { describe, expect, it } from 'vitest';
import { Outgoing } from '../../src/load/outgoing.ts';
import { RequestMix } from '../../src/load/request-mix.ts';
import { TraceIds } from '../../src/load/trace-id.ts';
import { Users } from '../../src/load/users.ts';
import { GET } from './send.ts';

const AT = Date.parse('2026-01-05T00:00:00Z');

function headersOf(headers: readonly string[], own: ConstructorParameters<typeof Outgoing>[1]) {
  const outgoing = new Outgoing(new RequestMix([{ ...GET, headers }], 1), own);
  return (n: number) => outgoing.request(n, AT).headers;
}

describe('a trace id', () => {
  // AWS, "Request tracing for your Application Load Balancer": Root=version-time-id.
  it("has the form of AWS's Root, with the second in which the request is due", () => {
    const [, version, time, id] =
      /^Root=(\d)-([\da-f]{8})-([\da-f]{24});Plimsoll=run-7$/.exec(
        new TraceIds('run').of(7, AT / 1000),
      ) ?? [];
    expect([version, Number.parseInt(time, 16)]).toEqual(['1', AT / 1000]);
    expect(id.slice(14)).toBe('0000000007');
  });

  it('is unlike that of another request or run', () => {
    const ids = ['a', 'b'].flatMap((run) => [0, 1, 2].map((n) => new TraceIds(run).of(n, 0)));
    expect(new Set(ids.map((id) => id.slice(0, 40))).size).toBe(6);
  });

  it('holds no run id that would end its field', () => {
    expect(new TraceIds('a;Root=1 b').of(1, 0)).toMatch(/;Plimsoll=a%3BRoot%3D1%20b-1$/);
  });

  it('goes out with each request, but where the person gave one', () => {
    const traceIds = new TraceIds('run');
    expect(headersOf(['a', '1'], { traceIds })(3)).toEqual([
      ...['a', '1'],
      ...['X-Amzn-Trace-Id', traceIds.of(3, AT / 1000)],
    ]);
    expect(headersOf(['x-amzn-trace-id', 'Root=mine'], { traceIds })(3)).toEqual([
      'x-amzn-trace-id',
      'Root=mine',
    ]);
  });
});

describe('the cookies of a user', () => {
  it("go out with that user's requests alone, beside those of the request", () => {
    const users = new Users(2, 'http://shop.example', { index: 0, of: 1 });
    users.jarOf(0).keep('AWSALB=one', GET, AT);
    const headers = headersOf(['Cookie', 'consent=yes'], { users });
    expect(headers(0)).toEqual(['cookie', 'consent=yes; AWSALB=one']);
    expect(headers(1)).toEqual(['cookie', 'consent=yes']);
    expect(headers(2)).toEqual(headers(0));
  });
});
