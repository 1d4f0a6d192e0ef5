/** A series as level + hour of the day + hour of the week; the phases count from index 0 of the series. */
export interface SeasonalShape {
  readonly level: number;
  /** 24 values of mean about 0. */
  readonly day: Float64Array;
  /** 168 values: what the week adds, as far as one week has foretold another. */
  readonly week: Float64Array;
}

/**
 * The mean hour of the day and of the week. The week is drawn towards 0 by how little the
 * weeks agree: with ρ the correlation of the same hour in successive weeks (after the
 * day's shape is taken off), the mean of k weeks foretells a share k·ρ / (1 + (k − 1)·ρ)
 * of its deviation (Spearman and Brown, 1910).
 *
 * @param series the hours before some origin
 */
export function seasonalShape(series: Float64Array): SeasonalShape {
  const level = series.reduce((sum, y) => sum + y, 0) / series.length;
  const { means: day } = phaseMeans(series, 24, (y) => y - level);
  const rest = series.map((y, t) => y - level - day[t % 24]);
  const { means, counts } = phaseMeans(rest, 168, (y) => y);
  const rho = weekCorrelation(rest);
  const week = means.map((mean, phase) => {
    const weeks = counts[phase];
    return (mean * weeks * rho) / (1 + (weeks - 1) * rho);
  });
  return { level, day, week };
}

/** The shape at an hour of the series or after it. */
export function shapeAt({ level, day, week }: SeasonalShape, hour: number): number {
  return level + day[hour % 24] + week[hour % 168];
}

function phaseMeans(series: Float64Array, period: number, of: (y: number) => number) {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  for (let t = 0; t < series.length; t++) {
    sums[t % period] += of(series[t]);
    counts[t % period]++;
  }
  return { means: sums.map((sum, i) => (counts[i] === 0 ? 0 : sum / counts[i])), counts };
}

/** Between 0 and 1; 0 where less than `LEAST_HOURS` can be compared. */
function weekCorrelation(rest: Float64Array): number {
  if (rest.length < 168 + LEAST_HOURS) return 0;
  let together = 0;
  let each = 0;
  for (let t = 168; t < rest.length; t++) {
    together += rest[t] * rest[t - 168];
    each += (rest[t] ** 2 + rest[t - 168] ** 2) / 2;
  }
  return each === 0 ? 0 : Math.max(0, together / each);
}

/** Hours of a second week from which the two can be compared at all. */
const LEAST_HOURS = 24;
