import fc from 'fast-check';
import type { Curve } from '../../src/curve/curve.ts';

interface CurveShape {
  /** Default: none, or any rate from a millionth to a million. */
  readonly rates?: fc.Arbitrary<number>;
  /** Seconds; default: what curves have, from a second to a day. */
  readonly steps?: readonly number[];
  /** Chance in percent that steps are missing before a row. Default 20. */
  readonly gapPercent?: number;
}

/** Curves of 3 to 60 rows that begin on a whole step, with gaps, the step being their most frequent difference. */
export function anyCurve({
  rates = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
  steps = [1, 7, 45, 60, 300, 3600, 86_400],
  gapPercent = 20,
}: CurveShape = {}): fc.Arbitrary<Curve> {
  const row = fc.record({
    rate: rates,
    chance: fc.nat(99),
    missing: fc.integer({ min: 1, max: 9 }),
  });
  return fc
    .record({
      step: fc.constantFrom(...steps),
      start: fc.nat(20_000),
      rows: fc.array(row, { minLength: 3, maxLength: 60 }),
    })
    .map(({ step, start, rows }) => {
      const timestamps: number[] = [];
      let at = start * step;
      rows.forEach(({ chance, missing }, i) => {
        // No two gaps in a row, so that the step stays the most frequent difference.
        if (i % 3 === 2 && chance < gapPercent) at += missing * step;
        timestamps.push(at);
        at += step;
      });
      return {
        source: 'any.csv',
        stepSeconds: step,
        timestamps: Float64Array.from(timestamps),
        requestsPerSecond: Float64Array.from(rows, ({ rate }) => rate + 0),
      };
    });
}
