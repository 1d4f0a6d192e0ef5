import { probit } from 'simple-statistics';
import type { Hindsight } from './hindsight.ts';

/**
 * Quantiles of the load around a forecast, as of a normal distribution: its spread is the
 * root mean square error of what would have been forecast in the last six days, for each
 * day of the horizon apart, and half by the hour of the day, since busy hours err more.
 *
 * @param load of each hour, no gap
 * @param quantiles between 0 and 1
 */
export function intervals(
  load: Float64Array,
  seen: Hindsight,
  quantiles: readonly number[],
): Record<string, Float64Array> {
  if (quantiles.length === 0) return {};
  const { forecast } = seen;
  const spread = spreadByHour(load, seen);
  return Object.fromEntries(
    quantiles.map((q) => {
      const deviations = q === 0.5 ? 0 : WIDENING * probit(q);
      return [String(q), forecast.map((y, hour) => Math.max(0, y + deviations * spread[hour]))];
    }),
  );
}

function spreadByHour(load: Float64Array, { forecast, past }: Hindsight): Float64Array {
  const spread = new Float64Array(forecast.length);
  // Where there is no past to learn from: as wide as the load has strayed from its mean.
  let day: Float64Array = new Float64Array(24).fill(deviationOf(load));
  for (let start = 0; start < forecast.length; start += 24) {
    const reached = past.filter(({ origin }) => origin + start + 24 <= load.length);
    if (reached.length > 0) {
      const squares = Float64Array.from({ length: 24 }, (_, hour) =>
        meanOf(reached, ({ origin, forecast }) => {
          const i = start + hour;
          return (load[origin + i] - forecast[i]) ** 2;
        }),
      );
      day = partlyByHour(squares);
    }
    spread.set(day.subarray(0, forecast.length - start), start);
  }
  return spread;
}

/** From mean squares by the hour of the day: half the mean of all, half that of the hours near each. */
function partlyByHour(squares: Float64Array): Float64Array {
  const all = meanOf([...squares], (square) => square);
  return squares.map((_, hour) => {
    const near = meanOf(NEAR, (by) => squares[(hour + by + 24) % 24]);
    return Math.sqrt((all + near) / 2);
  });
}

function deviationOf(load: Float64Array): number {
  const values = [...load];
  const mean = meanOf(values, (y) => y);
  return Math.sqrt(meanOf(values, (y) => (y - mean) ** 2));
}

function meanOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0) / items.length;
}

const NEAR = [-2, -1, 0, 1, 2];
/** The future errs a little more than the past to which models and their weights were fitted: on the rolled series and traces of docs/forecasting.md. */
const WIDENING = 1.15;
