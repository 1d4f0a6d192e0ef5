import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlarmState, alarmRule, evaluateAlarm } from '../../src/model/alarm.ts';
import { WatchedAlarm } from '../../src/model/watched-alarm.ts';
import { cpuAlarm } from '../support/plans.ts';

describe('a watched alarm', () => {
  it('says each minute what the rule says of the whole window, gaps and skipped minutes too', () => {
    const point = fc.constantFrom(0, 40, 50, 60, 100, Number.NaN);
    const minute = fc.record({ point, skipped: fc.boolean() });
    const alarm = fc.record({
      comparison: fc.constantFrom('GreaterThanThreshold', 'LessThanOrEqualToThreshold' as const),
      periods: fc.integer({ min: 1, max: 6 }),
      less: fc.integer({ min: 0, max: 2 }),
      Period: fc.constantFrom(60, 180),
      TreatMissingData: fc.constantFrom('missing', 'ignore', 'breaching', 'notBreaching' as const),
    });
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 40 }), alarm, (minutes, options) => {
        const { comparison, periods, less, Period, TreatMissingData } = options;
        const DatapointsToAlarm = Math.max(1, periods - less);
        const rule = alarmRule(
          {
            ...cpuAlarm('a', comparison, 50, periods, []),
            Period,
            TreatMissingData,
            DatapointsToAlarm,
          },
          2,
        );
        const values = Float64Array.from(minutes, ({ point }) => point);
        const watched = new WatchedAlarm('a', rule, {
          name: 'm',
          periodMinutes: 1,
          values,
          capacity: values,
          serving: values,
          inService: new Int32Array(values.length),
        });
        let state: AlarmState = 'INSUFFICIENT_DATA';
        minutes.forEach(({ skipped }, at) => {
          if (skipped) return;
          state = evaluateAlarm(rule, { values }, at, state);
          expect(watched.observe(at)).toBe(state);
        });
      }),
      { numRuns: 500 },
    );
  });
});
