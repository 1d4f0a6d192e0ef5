import { requestsUntil, type Schedule } from './schedule.ts';

/** A stretch in which the load rises, falls or stays, small ups and downs apart. */
export interface Stage {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly fromRate: number;
  readonly toRate: number;
  readonly requests: number;
}

/**
 * A schedule in a few stages, cut where it turns by more than a twentieth of its peak,
 * or by as much more as leaves no more than twelve of them.
 */
export function stagesOf(schedule: Schedule): Stage[] {
  const points = pointsOf(schedule);
  for (let share = 0.05; ; share *= 1.5) {
    const turns = turningPoints(points, share * schedule.peak);
    if (turns.length <= MOST + 1 || share > 1) return between(schedule, points, turns);
  }
}

/** Columns: a year of minutes has a million. */
interface Points {
  readonly seconds: Float64Array;
  readonly rates: Float64Array;
}

/** Both ends of each line. */
function pointsOf({ starts, ends, fromRates, toRates }: Schedule): Points {
  const seconds = new Float64Array(2 * starts.length);
  const rates = new Float64Array(2 * starts.length);
  for (let i = 0; i < starts.length; i++) {
    seconds[2 * i] = starts[i];
    seconds[2 * i + 1] = ends[i];
    rates[2 * i] = fromRates[i];
    rates[2 * i + 1] = toRates[i];
  }
  return { seconds, rates };
}

/** The first and last point, and those between after which the rate moves the other way by more than `least`. */
function turningPoints({ seconds, rates }: Points, least: number): number[] {
  const turns = [0];
  let low = 0;
  let high = 0;
  let direction = 0;
  rates.forEach((rate, point) => {
    if (rate > rates[high] || (direction > 0 && rate === rates[high])) high = point;
    if (rate < rates[low] || (direction < 0 && rate === rates[low])) low = point;
    if (direction >= 0 && rates[high] - rate > least) {
      if (direction > 0 || high !== 0) turns.push(high);
      direction = -1;
      low = point;
      high = point;
    } else if (direction <= 0 && rate - rates[low] > least) {
      if (direction < 0 || low !== 0) turns.push(low);
      direction = 1;
      low = point;
      high = point;
    }
  });
  turns.push(rates.length - 1);
  return turns.filter((point, i) => i === 0 || seconds[point] > seconds[turns[i - 1]]);
}

function between(
  schedule: Schedule,
  { seconds, rates }: Points,
  turns: readonly number[],
): Stage[] {
  return turns.slice(1).map((to, i) => {
    const from = turns[i];
    return {
      fromSeconds: seconds[from],
      toSeconds: seconds[to],
      fromRate: rates[from],
      toRate: rates[to],
      requests: Math.round(
        requestsUntil(schedule, seconds[to]) - requestsUntil(schedule, seconds[from]),
      ),
    };
  });
}

const MOST = 12;
