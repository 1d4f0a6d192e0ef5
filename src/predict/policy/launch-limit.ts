import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import type { PredictiveScalingConfiguration } from '../../model/policies/predictive-scaling/configuration.ts';
import { raisedMaxSize } from '../../model/policies/predictive-scaling/max-capacity.ts';
import { EC2_USD_PER_HOUR } from '../../model/prices.ts';
import type { CloudForecast } from './cloud-forecast.ts';
import type { ScalingGroup } from './scaling-desk.ts';

/** The most that a policy could make of a group while its forecast scales it. */
export interface LaunchLimit {
  /** Instances in all. */
  readonly instances: number;
  /** Whether a later forecast, if it is higher, may launch more than that. */
  readonly mayGrow: boolean;
  /** Instances more than the group wants now. */
  readonly launched: number;
  /** The highest capacity of the forecast; undefined where there is none yet. */
  readonly forecastPeak: number | undefined;
  /** Of the dearest instance; undefined where a type is unknown, or one has no price here. */
  readonly usdPerHour: number | undefined;
  /** That one, or one without a price. */
  readonly instanceType: string | undefined;
}

/**
 * With HonorMaxCapacity a forecast of whatever height launches up to MaxSize. With
 * IncreaseMaxCapacity the forecast itself is the limit, and MaxSize stays where it was
 * raised to; so without a forecast there is no saying, which is a `PlimsollError` (`usage`),
 * as is a given type of which no price is known.
 *
 * Source: EC2 Auto Scaling API reference, PredictiveScalingConfiguration.
 *
 * @param givenType what its instances are, where the group does not say
 */
export function launchLimit(
  group: ScalingGroup,
  { MaxCapacityBreachBehavior, MaxCapacityBuffer = 0 }: PredictiveScalingConfiguration,
  forecast: CloudForecast | undefined,
  givenType?: string,
): LaunchLimit {
  if (givenType !== undefined) refuseUnpriced(givenType);
  const planned = forecast?.isReady ? [...forecast.capacity.values()] : [];
  const forecastPeak = planned.length > 0 ? Math.ceil(Math.max(...planned)) : undefined;
  const raises = MaxCapacityBreachBehavior === 'IncreaseMaxCapacity';
  if (raises && forecastPeak === undefined)
    throw new PlimsollError(
      'usage',
      'MaxCapacityBreachBehavior IncreaseMaxCapacity launches as much as is forecast, and there is no forecast by these metrics and this target yet: put the policy without --scale first, and look at its forecast',
    );
  const raised = raises ? raisedMaxSize(forecastPeak ?? 0, MaxCapacityBuffer) : 0;
  const instances = Math.max(group.maxSize, raised);
  // The dearest of several: what could be, not what will. What has no price may cost anything.
  const types = givenType === undefined ? group.instanceTypes : [givenType];
  const [instanceType] = types.toSorted((a, b) => costOf(b) - costOf(a));
  return {
    instances,
    mayGrow: raises,
    launched: Math.max(0, instances - group.desiredCapacity),
    forecastPeak,
    instanceType,
    usdPerHour: instanceType === undefined ? undefined : EC2_USD_PER_HOUR[instanceType],
  };
}

/** Whoever names a type wants its price. */
function refuseUnpriced(instanceType: string): void {
  if (Object.hasOwn(EC2_USD_PER_HOUR, instanceType)) return;
  const meant = nearest(instanceType, Object.keys(EC2_USD_PER_HOUR));
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  throw new PlimsollError(
    'usage',
    `--instance-type ${shown(instanceType)}: no price of it is known${hint}; give a type that costs as much, or leave it out`,
  );
}

function costOf(instanceType: string): number {
  return EC2_USD_PER_HOUR[instanceType] ?? Number.MAX_VALUE;
}
