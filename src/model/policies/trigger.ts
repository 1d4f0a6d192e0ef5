import { type Metric, newestPeriodEnd } from '../metric.ts';
import type { WatchedAlarm } from '../watched-alarm.ts';
import type { AlarmDefinition } from './policy.ts';

/** An alarm of the user's that triggers a policy, with the metric it watches. */
export interface Trigger {
  readonly alarm: AlarmDefinition;
  readonly metric: Metric;
}

/**
 * The last minute of the newest period that a ringing alarm looked at and that has a
 * value; -1 where all it looked at was filled in.
 */
export function newestMinute({ rule, metric }: WatchedAlarm, visible: number): number {
  return newestPeriodEnd(metric, visible, visible - rule.evaluationRange * rule.periodMinutes + 1);
}
