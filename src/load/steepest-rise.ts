import type { Schedule } from './schedule.ts';

/** The steepest growth of a load within five minutes. */
export interface Rise {
  /** `toRate` over `fromRate`. */
  readonly ratio: number;
  readonly fromRate: number;
  readonly toRate: number;
  /** When `toRate` is reached, in seconds of the run. */
  readonly atSeconds: number;
}

/**
 * How much a load balancer has to grow at the most: each rate against the lowest of
 * the five minutes before it. Before the run there is none. What is below 100
 * requests/s counts as 100, which any load balancer takes from the start.
 */
export function steepestRise(schedule: Schedule): Rise {
  const { times, rates } = pointsOf(schedule);
  let steepest: Rise = { ratio: 1, fromRate: 0, toRate: 0, atSeconds: 0 };
  // Points of the last five minutes that are lower than all after them, lowest first.
  const lowest: number[] = [];
  let head = 0;
  for (let i = 0; i < times.length; i++) {
    while (lowest.length > head && rates[lowest[lowest.length - 1]] >= rates[i]) lowest.pop();
    lowest.push(i);
    while (times[lowest[head]] < times[i] - WINDOW_SECONDS) head++;
    const fromRate = rates[lowest[head]];
    const ratio = Math.max(rates[i], FLOOR) / Math.max(fromRate, FLOOR);
    if (ratio > steepest.ratio)
      steepest = { ratio, fromRate, toRate: rates[i], atSeconds: times[i] };
  }
  return steepest;
}

/** Before the run, and along its lines no more than a minute apart. */
function pointsOf({ starts, ends, fromRates, toRates }: Schedule) {
  const times = [0];
  const rates = [0];
  for (let i = 0; i < starts.length; i++) {
    const length = ends[i] - starts[i];
    const parts = Math.ceil(length / 60);
    for (let part = 0; part <= parts; part++) {
      times.push(starts[i] + (length * part) / parts);
      rates.push(fromRates[i] + ((toRates[i] - fromRates[i]) * part) / parts);
    }
  }
  return { times, rates };
}

/** Of the time when load balancers were pre-warmed by hand: no more than 50 % in 5 minutes. */
export const STEEP = 1.5;
const WINDOW_SECONDS = 300;
const FLOOR = 100;
