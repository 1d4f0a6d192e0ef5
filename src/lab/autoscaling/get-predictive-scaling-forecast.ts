import type { PolicyForecasts } from '../../model/policies/predictive-scaling/predictive-scaling.ts';
import { operation } from '../operation.ts';
import { list, NUMBER, structure, TIMESTAMP } from '../shape/shape.ts';
import { METRIC_SPECIFICATION, NAME } from './policy-shapes.ts';
import { invalid } from './refusals.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

const POINTS = { Timestamps: list(TIMESTAMP), Values: list(NUMBER) };

/**
 * GetPredictiveScalingForecast: what our own forecaster makes of the metrics that the
 * lab holds; of each hour the newest forecast that was made before it began. What AWS
 * answers before there is a forecast is not published: here a ValidationError says why.
 *
 * Source: EC2 Auto Scaling API reference, GetPredictiveScalingForecast.
 */
export const getPredictiveScalingForecast = operation({
  input: structure(
    {},
    { AutoScalingGroupName: NAME, PolicyName: NAME, StartTime: TIMESTAMP, EndTime: TIMESTAMP },
  ),
  output: structure(
    {},
    {
      LoadForecast: list(structure({}, { ...POINTS, MetricSpecification: METRIC_SPECIFICATION })),
      CapacityForecast: structure({}, POINTS),
      UpdateTime: TIMESTAMP,
    },
  ),
  handle: (input, world: AutoScalingWorld) => {
    const { AutoScalingGroupName, PolicyName, StartTime, EndTime } = input;
    checkSpan(StartTime, EndTime, world.live.now);
    const group = groupOf(world, AutoScalingGroupName);
    const configuration = group.policies.get(PolicyName)?.PredictiveScalingConfiguration;
    if (configuration === undefined)
      throw invalid(`PolicyName ${PolicyName} is no predictive scaling policy of the group`);
    const forecasts = group.forecasts(PolicyName);
    const newest = forecasts?.plans.at(-1);
    if (forecasts === undefined || newest === undefined)
      throw invalid(whyNone(PolicyName, forecasts?.lacks));
    const { Timestamps, load, capacity } = forecastHours(forecasts, StartTime, EndTime);
    const [MetricSpecification] = configuration.MetricSpecifications;
    return {
      LoadForecast: [{ Timestamps, Values: load, MetricSpecification }],
      CapacityForecast: { Timestamps, Values: capacity },
      UpdateTime: 1000 * newest.madeAt,
    };
  },
});

const DAY = 24 * 3_600_000;

function checkSpan(start: number, end: number, now: number): void {
  if (start >= end) throw invalid('StartTime must be before EndTime');
  if (end - start > 30 * DAY) throw invalid('EndTime must be at most 30 days after StartTime');
  if (start < now - 365 * DAY) throw invalid('StartTime must be at most one year back');
}

function whyNone(policy: string, lacks: PolicyForecasts['lacks'] | undefined): string {
  const why =
    lacks === undefined
      ? 'it is not enabled'
      : lacks === 'history'
        ? 'its load metric has less than 24 hours of data'
        : 'its load, scaling and capacity metrics have no hour in common';
  return `There is no forecast of policy ${policy} yet: ${why}`;
}

/** Hours that begin in a span of epoch milliseconds. */
function forecastHours({ plans }: PolicyForecasts, start: number, end: number) {
  const Timestamps: number[] = [];
  const load: number[] = [];
  const capacity: number[] = [];
  for (let hour = Math.ceil(start / HOUR); hour * HOUR < end; hour++) {
    // The first plan tells the hour under way too, and those that it was made late for.
    const plan = plans.findLast(({ madeAt }) => 1000 * madeAt <= hour * HOUR) ?? plans[0];
    const index = hour - plan.firstHour;
    if (index < 0 || index >= plan.load.length) continue;
    Timestamps.push(hour * HOUR);
    load.push(plan.load[index]);
    capacity.push(plan.capacity[index]);
  }
  return { Timestamps, load, capacity };
}

const HOUR = 3_600_000;
