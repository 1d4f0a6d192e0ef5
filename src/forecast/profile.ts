import { seasonalShape } from './seasonal-shape.ts';

/** The usual hour of the day and of the week, on the level of the last day or so. */
export function profile(series: Float64Array, horizon: number): Float64Array {
  const { level, day, week } = seasonalShape(series);
  const shape = (t: number) => level + day[t % 24] + week[t % 168];
  let above = 0;
  let total = 0;
  for (let t = 0; t < series.length; t++) {
    const weight = Math.exp((t - series.length) / LEVEL_HOURS);
    above += weight * (series[t] - shape(t));
    total += weight;
  }
  return Float64Array.from({ length: horizon }, (_, i) => above / total + shape(series.length + i));
}

const LEVEL_HOURS = 24;
