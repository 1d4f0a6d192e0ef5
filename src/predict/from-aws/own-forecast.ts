import {
  HISTORY_HOURS,
  HORIZON_HOURS,
  LEAST_HISTORY_HOURS,
  REFRESH_HOURS,
} from '../../forecast/cadence.ts';
import { forecast } from '../../forecast/forecast.ts';
import {
  type CapacityFit,
  capacityFor,
  fitCapacity,
} from '../../model/policies/predictive-scaling/capacity-fit.ts';
import type { PolicyHistory } from './policy-history.ts';

/** What our forecaster makes of a policy's metrics. */
export interface OwnForecast {
  /** Hourly sums, from so many hours before now as are shown to 48 hours ahead; NaN where there was too little to go by. */
  readonly load: Float64Array;
  /** Instances; NaN where the metrics do not tell what an instance carries. */
  readonly capacity: Float64Array;
  readonly fit: CapacityFit | undefined;
  /** Hours of known load that it was made from. */
  readonly historyHours: number;
}

/**
 * Forecasts as the policy would have, every six hours from what was known then: of the
 * hours that have passed, what was forecast for them last; from now on 48 hours.
 *
 * @param shownHours before now
 */
export function ownForecast(
  history: PolicyHistory,
  target: number,
  shownHours: number,
): OwnForecast {
  const now = history.load.length;
  const load = new Float64Array(shownHours + HORIZON_HOURS).fill(Number.NaN);
  for (let origin = now - shownHours; origin <= now; origin += REFRESH_HOURS) {
    const known = history.load.subarray(Math.max(0, origin - HISTORY_HOURS), Math.max(0, origin));
    if (knownHours(known) < LEAST_HISTORY_HOURS) continue;
    const horizon = origin + REFRESH_HOURS > now ? now - origin + HORIZON_HOURS : REFRESH_HOURS;
    load.set(forecast(known, { horizon }).values, origin - (now - shownHours));
  }
  const fit = fitCapacity(history.load, history.scaling, history.capacity);
  return {
    load,
    capacity: load.map((value) =>
      fit === undefined ? Number.NaN : capacityFor(value, target, fit),
    ),
    fit,
    historyHours: knownHours(history.load),
  };
}

function knownHours(load: Float64Array): number {
  return load.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0);
}
