import * as z from 'zod';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from '../model/assumptions.ts';
import type { Path } from '../model/json/path.ts';
import { check } from './reading/check.ts';
import { boolean, number } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';

/** A day: the longest that an alarm of one-minute datapoints looks back. */
const DAY_MINUTES = 1440;

const DEFAULTS = DEFAULT_ASSUMPTIONS;
const minutes = number({ whole: true, atLeast: 1, atMost: DAY_MINUTES });

const shape = z.object(
  {
    lowAlarmRatio: number({ above: 0, below: 1 }).default(DEFAULTS.lowAlarmRatio),
    highAlarmMinutes: minutes.default(DEFAULTS.highAlarmMinutes),
    lowAlarmMinutes: minutes.default(DEFAULTS.lowAlarmMinutes),
    metricDelaySeconds: number({ atLeast: 0, atMost: 3600 }).default(DEFAULTS.metricDelaySeconds),
    evaluationRangeExtra: number({ whole: true, atLeast: 0, atMost: DAY_MINUTES }).default(
      DEFAULTS.evaluationRangeExtra,
    ),
    lowAlarmRestartsAfterScaleIn: boolean().default(DEFAULTS.lowAlarmRestartsAfterScaleIn),
    networkInShare: number({ atLeast: 0, atMost: 1 }).default(DEFAULTS.networkInShare),
    connectionSeconds: number({ atLeast: 0 }).default(DEFAULTS.connectionSeconds),
    forecastHoldsUp: boolean().default(DEFAULTS.forecastHoldsUp),
    historyUtilization: number({ above: 0, atMost: 1 }).default(DEFAULTS.historyUtilization),
    zeroRequestCountPerTarget: boolean().default(DEFAULTS.zeroRequestCountPerTarget),
  },
  { error: 'a mapping, such as { lowAlarmRatio: 0.7 }' },
);

/** Reads `assumptions`: the defaults, with what the scenario sets. */
export function readAssumptions(
  value: unknown,
  at: Path,
  problems: Problems,
): Assumptions | undefined {
  return check(shape, value === undefined ? {} : value, at, problems);
}
