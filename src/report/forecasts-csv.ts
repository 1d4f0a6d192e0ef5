import { formatTimestamp } from '../curve/timestamp.ts';
import type { PolicyForecasts } from '../model/policies/predictive-scaling/predictive-scaling.ts';
import { quoteCsv } from './quote-csv.ts';

/** A row an hour of every forecast; the actual load is empty where it is unknown or was yet to come. */
export const FORECASTS_HEADER =
  'strategy,policy,forecast_at,timestamp,load_forecast,load_actual,capacity_forecast\n';

export function* forecastRows(
  strategy: string,
  policies: readonly PolicyForecasts[],
): Generator<string> {
  for (const { policyName, plans, firstHour, load } of policies) {
    const names = `${quoteCsv(strategy)},${quoteCsv(policyName)}`;
    for (const plan of plans) {
      const madeAt = formatTimestamp(plan.madeAt);
      for (let i = 0; i < plan.load.length; i++) {
        const hour = plan.firstHour + i;
        const actual = load[hour - firstHour];
        const known = actual === undefined || Number.isNaN(actual) ? '' : actual;
        yield `${names},${madeAt},${formatTimestamp(3600 * hour)},${plan.load[i]},${known},${plan.capacity[i]}\n`;
      }
    }
  }
}
