/** A series as level + hour of the day + hour of the week; the phases count from its first hour. */
export interface SeasonalShape {
  readonly level: number;
  /** 24 values of mean about 0. */
  readonly day: Float64Array;
  /** 168 values, what the week adds; drawn towards 0, as two weeks say little about one hour. */
  readonly week: Float64Array;
}

export function seasonalShape(series: Float64Array): SeasonalShape {
  const level = series.reduce((sum, y) => sum + y, 0) / series.length;
  const day = phaseMeans(series, 24, (y) => y - level, 0);
  const week = phaseMeans(series, 168, (y, t) => y - level - day[t % 24], WEEK_PRIOR);
  return { level, day, week };
}

/** The mean of each phase, as if `prior` more hours of 0 had been seen. */
function phaseMeans(
  series: Float64Array,
  period: number,
  of: (y: number, t: number) => number,
  prior: number,
): Float64Array {
  const sums = new Float64Array(period);
  const counts = new Float64Array(period);
  series.forEach((y, t) => {
    sums[t % period] += of(y, t);
    counts[t % period]++;
  });
  return sums.map((sum, phase) => (counts[phase] === 0 ? 0 : sum / (counts[phase] + prior)));
}

const WEEK_PRIOR = 1;
