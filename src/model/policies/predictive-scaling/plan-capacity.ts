import { LEAST_HISTORY_HOURS } from '../../../forecast/cadence.ts';
import { type CapacityFit, capacityFor, fitCapacity } from './capacity-fit.ts';
import type { LoadForecaster } from './load-forecaster.ts';

/** What a policy learns from, an entry an hour up to the first that is forecast; NaN where unknown. */
export interface LearnedHours {
  /** Sums. */
  readonly load: Float64Array;
  /** Means, as of `capacity`. */
  readonly scaling: Float64Array;
  readonly capacity: Float64Array;
}

/** The load of the hours to come and the capacity for it, or what of that cannot be told. */
export type Outlook =
  | (LoadOutlook & {
      readonly lacks: undefined;
      /** Instances, before the group's bounds. */
      readonly capacity: Float64Array;
      readonly fit: CapacityFit;
    })
  | (LoadOutlook & { readonly lacks: 'metrics' })
  | { readonly lacks: 'history'; readonly historyHours: number };

interface LoadOutlook {
  /** The load metric's hourly sums. */
  readonly load: Float64Array;
  /** Hours of the load metric that it was made from. */
  readonly historyHours: number;
  /** Of the hours since the first of them, the share that is known. */
  readonly knownShare: number;
}

/**
 * Plans the capacity of so many hours from the first that is forecast: of the load that is
 * forecast for each, what keeps the scaling metric at its target. It takes 24 known hours
 * of load, and an hour in which all three metrics are known.
 *
 * Source: EC2 Auto Scaling user guide, "How predictive scaling works".
 *
 * @param learned at most the last 14 days
 * @param firstHour since the epoch
 */
export function planCapacity(
  learned: LearnedHours,
  target: number,
  forecaster: LoadForecaster,
  { firstHour, hours }: { readonly firstHour: number; readonly hours: number },
): Outlook {
  const { load, scaling, capacity } = learned;
  const historyHours = load.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
  if (historyHours < LEAST_HISTORY_HOURS) return { lacks: 'history', historyHours };
  const forecast = forecaster.forecast(load, firstHour, hours);
  const span = load.length - load.findIndex((value) => !Number.isNaN(value));
  const outlook = { load: forecast, historyHours, knownShare: historyHours / span };
  const fit = fitCapacity(load, scaling, capacity);
  if (fit === undefined) return { ...outlook, lacks: 'metrics' };
  return {
    ...outlook,
    lacks: undefined,
    capacity: forecast.map((value) => capacityFor(value, target, fit)),
    fit,
  };
}
