import { LEAST_HISTORY_HOURS, REFRESH_HOURS } from '../forecast/cadence.ts';
import { causeText } from '../model/activity.ts';
import type { PolicyForecasts } from '../model/policies/predictive-scaling/predictive-scaling.ts';
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
    | 'refused-change'
    | 'no-forecast'
    | 'gappy-history'
    | 'gap';
  readonly minutes: number;
  readonly cure: string;
}

export function warnings(simulation: Simulation, result: StrategyResult): Warning[] {
  const counts = countMinutes(simulation);
  return [
    beyondMaxSize(simulation, counts),
    saturated(simulation, result),
    beyondAnySize(counts),
    shortAlarmPeriod(simulation),
    refusedChange(simulation),
    ...simulation.forecasts.flatMap((policy) => noForecast(policy, simulation) ?? []),
    ...simulation.forecasts.flatMap((policy) => gappyHistory(policy, simulation) ?? []),
    gap(counts),
  ].filter((warning) => warning !== undefined);
}

interface Counts {
  /** The load is unknown. */
  readonly unknown: number;
  /** No number of instances would do. */
  readonly unreachable: number;
  /** The group is at MaxSize and needs more. */
  readonly beyondMax: number;
  /** The most it needs then. */
  readonly needed: number;
}

function countMinutes({ timeline, strategy }: Simulation): Counts {
  const { requestsPerSecond, requiredCapacity, desired } = timeline;
  const { MaxSize } = strategy.group;
  const counts = { unknown: 0, unreachable: 0, beyondMax: 0, needed: MaxSize };
  for (let minute = 0; minute < requestsPerSecond.length; minute++) {
    const required = requiredCapacity[minute];
    if (required <= MaxSize) continue;
    if (Number.isNaN(requestsPerSecond[minute])) counts.unknown++;
    else if (Number.isNaN(required)) counts.unreachable++;
    else if (desired[minute] === MaxSize) {
      counts.beyondMax++;
      counts.needed = Math.max(counts.needed, required);
    }
  }
  return counts;
}

/** The load needed more instances than the group may have. */
function beyondMaxSize(
  { strategy }: Simulation,
  { beyondMax, needed }: Counts,
): Warning | undefined {
  if (beyondMax === 0) return undefined;
  const { MinSize, MaxSize } = strategy.group;
  const need = `the load needs up to ${needed} instances for the SLO`;
  return MinSize === MaxSize
    ? { code: 'too-small', minutes: beyondMax, cure: `${need}, the group has ${MaxSize}` }
    : { code: 'pinned-at-max', minutes: beyondMax, cure: `${need}: raise MaxSize from ${MaxSize}` };
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
function beyondAnySize({ unreachable }: Counts): Warning | undefined {
  if (unreachable === 0) return undefined;
  return {
    code: 'beyond-any-size',
    minutes: unreachable,
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

/** What was planned and contradicted the group when it was due. */
function refusedChange({ activities, timeline }: Simulation): Warning | undefined {
  const refused = activities.find(({ cause }) => cause.kind === 'refused');
  if (refused === undefined) return undefined;
  const since = timeline.startMinute + timeline.requestsPerSecond.length - refused.at / 60;
  return {
    code: 'refused-change',
    minutes: Math.ceil(since),
    cure: `${causeText(refused)}; give it sizes within the group's`,
  };
}

/** A predictive policy waits until it has a day of history. */
function noForecast(
  { policyName, plans, lacks }: PolicyForecasts,
  { timeline }: Simulation,
): Warning | undefined {
  const minutes = timeline.requestsPerSecond.length;
  const first = plans.at(0);
  const waited = first === undefined ? minutes : first.madeAt / 60 - timeline.startMinute - 1;
  if (waited < 1) return undefined;
  return {
    code: 'no-forecast',
    minutes: Math.min(minutes, waited),
    cure:
      lacks === 'history'
        ? `${policyName} had less than ${LEAST_HISTORY_HOURS} hours of load to learn from and did nothing; set evaluateFrom a day or more into the curve, best two weeks`
        : `${policyName} found no relation between its load, scaling and capacity metrics and did nothing; look whether they have data (a SEARCH for the group needs its AutoScalingGroupName)`,
  };
}

/** AWS does not say how many hours may be missing. */
function gappyHistory(
  { policyName, plans }: PolicyForecasts,
  { timeline }: Simulation,
): Warning | undefined {
  const gappy = plans.filter(({ knownShare }) => knownShare < LEAST_KNOWN_SHARE);
  if (gappy.length === 0) return undefined;
  const least = Math.floor(100 * Math.min(...gappy.map(({ knownShare }) => knownShare)));
  return {
    code: 'gappy-history',
    minutes: Math.min(timeline.requestsPerSecond.length, 60 * REFRESH_HOURS * gappy.length),
    cure: `${policyName} forecast from a history of which as little as ${least} % of the hours is known; fill the curve's gaps`,
  };
}

const LEAST_KNOWN_SHARE = 0.9;

function gap({ unknown }: Counts): Warning | undefined {
  if (unknown === 0) return undefined;
  return {
    code: 'gap',
    minutes: unknown,
    cure: 'the load is unknown there: instances cost money, but no minute counts for or against the SLO; fill the curve, or cut it with curve.from and curve.to',
  };
}
