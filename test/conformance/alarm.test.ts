import { describe, expect, it } from 'vitest';
import { type AlarmState, alarmRule, datapoint, evaluateAlarm } from '../../src/model/alarm.ts';
import type { TreatMissingData } from '../../src/model/policies/policy.ts';
import { cpuAlarm } from '../support/plans.ts';

/**
 * The tables of the Amazon CloudWatch user guide, "How alarm state is evaluated when
 * data is missing": the newest datapoint on the right, 0 within, X breaching, -
 * missing; states for missing, ignore, breaching and notBreaching.
 */
const KEEP = 'keep';
const MODES: readonly TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];
const MISSING = 'INSUFFICIENT_DATA';

const THREE_OF_THREE = [
  ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
  ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', [MISSING, KEEP, 'ALARM', 'OK']],
  ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - - - X', [MISSING, KEEP, 'ALARM', 'OK']],
  ['- - X - -', ['ALARM', KEEP, 'ALARM', 'OK']],
  ['X - - - -', ['ALARM', KEEP, 'ALARM', 'OK']],
] as const;

const TWO_OF_THREE = [
  ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', ['ALARM', KEEP, 'ALARM', 'OK']],
  ['- - - - X', [MISSING, KEEP, 'ALARM', 'OK']],
] as const;

describe('a 3-out-of-3 alarm', () => {
  it.each(THREE_OF_THREE)('judges %s as AWS documents', (points, states) =>
    check(points, states, 3),
  );
});

describe('a 2-out-of-3 alarm', () => {
  it.each(TWO_OF_THREE)('judges %s as AWS documents', (points, states) => check(points, states, 2));
});

function check(points: string, states: readonly (AlarmState | typeof KEEP)[], m: number): void {
  const values = Float64Array.from(points.split(' '), (point) =>
    point === '-' ? Number.NaN : point === 'X' ? 100 : 0,
  );
  for (const [i, mode] of MODES.entries()) {
    for (const previous of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
      const alarm = {
        ...cpuAlarm('high', 'GreaterThanThreshold', 50, 3, []),
        DatapointsToAlarm: m,
        TreatMissingData: mode,
      };
      const state = evaluateAlarm(alarmRule(alarm, 2), { values }, values.length - 1, previous);
      const expected = states[i] === KEEP ? previous : states[i];
      expect(state, `${points} with ${mode} after ${previous}`).toBe(expected);
    }
  }
}

describe('a 5-minute alarm', () => {
  const alarm = { ...cpuAlarm('high', 'GreaterThanThreshold', 50, 1, []), Period: 300 };
  const rule = alarmRule(alarm, 0);
  // Minutes 1 to 5 average 48, minutes 2 to 6 average 58.
  const values = Float64Array.of(40, 50, 50, 50, 50, 90);

  it('has no datapoint before its first period is over', () => {
    expect(evaluateAlarm(rule, { values }, 3, 'OK')).toBe('INSUFFICIENT_DATA');
  });

  it('averages over samples, not over minutes', () => {
    // Four minutes of one instance at 90 %, one of sixteen at 20 %: 34 % of all samples.
    const fleet = Float64Array.of(90, 90, 90, 90, 20);
    const samples = Float64Array.of(1, 1, 1, 1, 16);
    expect(datapoint(rule, { values: fleet, samples }, 4)).toBeCloseTo((4 * 90 + 16 * 20) / 20, 12);
  });

  it('looks at minutes 1 to 5 at minute 5, and at 2 to 6 at minute 6', () => {
    expect(evaluateAlarm(rule, { values }, 4, 'OK')).toBe('OK');
    expect(evaluateAlarm(rule, { values }, 5, 'OK')).toBe('ALARM');
  });
});

describe('the four comparisons', () => {
  it.each([
    ['GreaterThanThreshold', 50, 'OK'],
    ['GreaterThanThreshold', 51, 'ALARM'],
    ['GreaterThanOrEqualToThreshold', 50, 'ALARM'],
    ['LessThanThreshold', 50, 'OK'],
    ['LessThanThreshold', 49, 'ALARM'],
    ['LessThanOrEqualToThreshold', 50, 'ALARM'],
  ] as const)('%s 50 at %d is %s', (comparison, value, state) => {
    const rule = alarmRule(cpuAlarm('a', comparison, 50, 1, []), 2);
    expect(evaluateAlarm(rule, { values: Float64Array.of(value) }, 0, 'OK')).toBe(state);
  });
});
