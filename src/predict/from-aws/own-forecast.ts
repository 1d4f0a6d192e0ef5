import { HISTORY_HOURS, HORIZON_HOURS, REFRESH_HOURS } from '../../forecast/cadence.ts';
import type { CapacityFit } from '../../model/policies/predictive-scaling/capacity-fit.ts';
import { loadForecaster } from '../../model/policies/predictive-scaling/load-forecaster.ts';
import {
  type LearnedHours,
  type Outlook,
  planCapacity,
} from '../../model/policies/predictive-scaling/plan-capacity.ts';
import type { PolicyHistory } from './policy-history.ts';

/** What our forecaster makes of a policy's metrics. */
export interface OwnForecast {
  /** Hourly sums, from so many hours before now as are shown to 48 hours ahead; NaN where there was too little to go by. */
  readonly load: Float64Array;
  /** Instances; NaN where the metrics did not tell what an instance carries. */
  readonly capacity: Float64Array;
  /** What a forecast as of now lacks, and else what it took an instance to carry. */
  readonly lacks: Outlook['lacks'];
  readonly fit: CapacityFit | undefined;
  /** Hours of known load that a forecast as of now is made from. */
  readonly historyHours: number;
}

/**
 * Plans as our policy would have, every six hours from what was known then: of the hours
 * that have passed, what was planned for them last; from now on 48 hours.
 *
 * @param history of shownHours and the 14 days before them
 * @param shownHours before now, a multiple of six
 */
export function ownForecast(
  history: PolicyHistory,
  target: number,
  shownHours: number,
): OwnForecast {
  const first = history.load.length - shownHours;
  const load = new Float64Array(shownHours + HORIZON_HOURS).fill(Number.NaN);
  const capacity = load.slice();
  const outlookAt = (shown: number) =>
    planCapacity(knownUntil(history, first + shown), target, FORECASTER, {
      firstHour: history.firstHour + first + shown,
      hours: HORIZON_HOURS,
    });
  const keep = (outlook: Outlook, shown: number) => {
    if (outlook.lacks === 'history') return;
    load.set(outlook.load, shown);
    if (outlook.lacks === undefined) capacity.set(outlook.capacity, shown);
  };
  for (let shown = 0; shown < shownHours; shown += REFRESH_HOURS) keep(outlookAt(shown), shown);
  const newest = outlookAt(shownHours);
  keep(newest, shownHours);
  return {
    load,
    capacity,
    lacks: newest.lacks,
    fit: newest.lacks === undefined ? newest.fit : undefined,
    historyHours: newest.historyHours,
  };
}

/** As the lab's policies forecast. */
const FORECASTER = loadForecaster({ method: 'plimsoll', quantile: undefined }, () => {
  throw new Error('it does not know the future');
});

/** The 14 days before an hour. */
function knownUntil({ load, scaling, capacity }: LearnedHours, hour: number): LearnedHours {
  const known = (series: Float64Array) =>
    series.subarray(Math.max(0, hour - HISTORY_HOURS), Math.max(0, hour));
  return { load: known(load), scaling: known(scaling), capacity: known(capacity) };
}
