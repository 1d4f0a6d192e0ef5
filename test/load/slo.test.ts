import { describe, expect, it } from 'vitest';
import { judgeSlo, parseSlo } from '../../src/load/slo.ts';

describe('a threshold', () => {
  it.each([
    ['p95<250ms', 95, 250, false],
    ['p99.9<=1s', 99.9, 1000, true],
    ['p999 < 500us', 99.9, 0.5, false],
    ['max<2s', 100, 2000, false],
  ])('reads %s', (expression, percent, limitMs, isInclusive) => {
    const slo = parseSlo(expression);
    expect(slo.metric).toEqual({ kind: 'percentile', percent });
    expect(slo.isInclusive).toBe(isInclusive);
    const at = (ms: number) =>
      judgeSlo(
        slo,
        () => ms,
        () => 0,
      ).met;
    expect([at(limitMs * 0.999), at(limitMs), at(limitMs * 1.001)]).toEqual([
      true,
      isInclusive,
      false,
    ]);
  });

  it('shows the actual value in its own unit', () => {
    const judged = judgeSlo(
      parseSlo('p50<1s'),
      () => 1234.5,
      () => 0,
    );
    expect(judged).toEqual({ expression: 'p50<1s', actual: 1.2345, met: false });
  });

  it('reads shares in percent', () => {
    const shares = { errors: 0.2, failed: 0.1, dropped: 0 };
    const judged = ['errors<0.1%', 'failed<=0.1%', 'dropped<=0%'].map((text) =>
      judgeSlo(
        parseSlo(text),
        () => 0,
        (of) => shares[of],
      ),
    );
    expect(judged.map(({ actual, met }) => [actual, met])).toEqual([
      [0.2, false],
      [0.1, true],
      [0, true],
    ]);
  });

  it('is not met where nothing was measured', () => {
    expect(
      judgeSlo(
        parseSlo('p95<250ms'),
        () => Number.NaN,
        () => 0,
      ),
    ).toMatchObject({ actual: null, met: false });
  });

  it.each([
    ['p95<250', 'write p95<250ms'],
    ['p95>250ms', 'write p95<250ms'],
    ['p0<1ms', 'write p95<250ms'],
    ['latency<1ms', 'write p95<250ms'],
    ['p101<2s', 'write p95<250ms'],
    ['errors<200%', 'a share is at most 100%'],
    ['errors<1ms', 'a share takes %'],
    ['p95<1%', 'a time takes us, ms or s'],
  ])('refuses %s', (expression, why) => {
    expect(() => parseSlo(expression)).toThrow(`--slo "${expression}" is no threshold: ${why}`);
  });
});
