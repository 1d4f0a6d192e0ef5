import { trackedMetric } from '../model/policies/target-tracking.ts';
import type { StrategyResult } from './measure.ts';
import type { Simulation } from './run.ts';

/** Something that spoils a strategy's result, and what would mend it. */
export interface Warning {
  readonly code:
    | 'pinned-at-max'
    | 'too-small'
    | 'saturated'
    | 'beyond-any-size'
    | 'short-alarm-period'
    | 'gap';
  readonly minutes: number;
  readonly cure: string;
}

export function warnings(simulation: Simulation, result: StrategyResult): Warning[] {
  return [
    beyondMaxSize(simulation),
    saturated(simulation, result),
    beyondAnySize(simulation),
    shortAlarmPeriod(simulation),
    gap(simulation),
  ].filter((warning) => warning !== undefined);
}

/** The load needed more instances than the group may have. */
function beyondMaxSize({ timeline, strategy }: Simulation): Warning | undefined {
  const { MinSize, MaxSize } = strategy.group;
  let minutes = 0;
  let needed = MaxSize;
  timeline.requiredCapacity.forEach((required, minute) => {
    if (!(required > MaxSize) || timeline.desired[minute] !== MaxSize) return;
    minutes++;
    needed = Math.max(needed, required);
  });
  if (minutes === 0) return undefined;
  const need = `the load needs up to ${needed} instances for the SLO`;
  return MinSize === MaxSize
    ? { code: 'too-small', minutes, cure: `${need}, the group has ${MaxSize}` }
    : { code: 'pinned-at-max', minutes, cure: `${need}: raise MaxSize from ${MaxSize}` };
}

/** At 100 % a CPU metric hides how much more there is, so whatever follows it scales too slowly. */
function saturated(
  { strategy }: Simulation,
  { saturatedMinutes }: StrategyResult,
): Warning | undefined {
  if (saturatedMinutes === 0) return undefined;
  const followsCpu = strategy.policies.some(
    (policy) =>
      policy.PolicyType === 'TargetTrackingScaling' && trackedMetric(policy) === 'CPUUtilization',
  );
  const cure = followsCpu
    ? 'target tracking could not see the load above 100 % CPU: lower the TargetValue, or track ALBRequestCountPerTarget'
    : 'the instances were fully busy: keep more of them, or scale out sooner';
  return { code: 'saturated', minutes: saturatedMinutes, cure };
}

/** Targets that wait for one another carry only so much. */
function beyondAnySize({ timeline }: Simulation): Warning | undefined {
  let minutes = 0;
  timeline.requiredCapacity.forEach((required, minute) => {
    if (Number.isNaN(required) && !Number.isNaN(timeline.requestsPerSecond[minute])) minutes++;
  });
  if (minutes === 0) return undefined;
  return {
    code: 'beyond-any-size',
    minutes,
    cure: 'no number of instances holds the SLO, as they slow one another down: lower contention and coherency (what they share), not the number',
  };
}

/** With basic monitoring a datapoint of EC2 comes each five minutes and is five minutes old. */
function shortAlarmPeriod({ strategy, timeline }: Simulation): Warning | undefined {
  if (strategy.group.detailedMonitoring) return undefined;
  const names = strategy.alarms
    .filter(({ Namespace, Period }) => Namespace === 'AWS/EC2' && Period < 300)
    .map(({ AlarmName }) => AlarmName);
  if (names.length === 0) return undefined;
  return {
    code: 'short-alarm-period',
    minutes: timeline.requestsPerSecond.length,
    cure: `${names.join(', ')} may never see a datapoint: with basic monitoring EC2 metrics come each 5 minutes; set detailedMonitoring, or give the alarm a Period of 300`,
  };
}

function gap({ timeline }: Simulation): Warning | undefined {
  const minutes = timeline.requestsPerSecond.reduce(
    (sum, load) => sum + (Number.isNaN(load) ? 1 : 0),
    0,
  );
  if (minutes === 0) return undefined;
  return {
    code: 'gap',
    minutes,
    cure: 'the load is unknown there: instances cost money, but no minute counts for or against the SLO; fill the curve, or cut it with curve.from and curve.to',
  };
}
