import type { RuledAlarm } from '../alarm.ts';
import type { Assumptions } from '../assumptions.ts';
import type { TargetTrackingScalingPolicy } from './policy.ts';

/** An alarm that a target tracking policy makes for itself. */
export interface TrackingAlarm extends RuledAlarm {
  readonly direction: 'High' | 'Low';
}

/**
 * The two alarms that a target tracking policy makes for itself; with DisableScaleIn
 * the low one has nothing to say.
 *
 * Source: EC2 Auto Scaling user guide, "Target tracking scaling policies"; what they
 * look like is not published and comes from the assumptions.
 */
export function trackingAlarms(
  { TargetTrackingConfiguration: { TargetValue } }: TargetTrackingScalingPolicy<unknown>,
  { highAlarmMinutes, lowAlarmMinutes, lowAlarmRatio }: Assumptions,
): { readonly high: TrackingAlarm; readonly low: TrackingAlarm } {
  const each = { Period: 60, Statistic: 'Average' } as const;
  return {
    high: {
      ...each,
      direction: 'High',
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: TargetValue,
      EvaluationPeriods: highAlarmMinutes,
    },
    low: {
      ...each,
      direction: 'Low',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: TargetValue * lowAlarmRatio,
      EvaluationPeriods: lowAlarmMinutes,
    },
  };
}
