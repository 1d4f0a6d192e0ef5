import { seededRandom } from '../../src/curve/random.ts';
import { standardNormal } from '../../src/curve/standard-normal.ts';

export interface WaveOptions {
  /** Load of a weekend against a weekday. Default: 0.6. */
  readonly weekend?: number;
  /** Relative deviation of each hour. Default: 0.05. */
  readonly noise?: number;
  /** Hour from which the day comes an hour sooner. */
  readonly soonerFrom?: number;
}

/** Hours of a load of 1,000 on the mean that has a daily peak and trough, and weekends; from a Monday on. */
export function wave(
  hours: number,
  { weekend = 0.6, noise = 0.05, soonerFrom = Number.POSITIVE_INFINITY }: WaveOptions = {},
): Float64Array {
  const random = seededRandom(1);
  return Float64Array.from({ length: hours }, (_, hour) => {
    const angle = (2 * Math.PI * (hour + (hour >= soonerFrom ? 1 : 0))) / 24;
    const day = 1 + 0.6 * Math.sin(angle - 2) + 0.15 * Math.sin(2 * angle);
    const isWeekend = Math.floor(hour / 24) % 7 >= 5;
    return 1000 * day * (isWeekend ? weekend : 1) * Math.exp(noise * standardNormal(random));
  });
}
