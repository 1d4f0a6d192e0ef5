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
  for (let share = 0.05; ; share *= 1.5) {
    const turns = turningPoints(schedule, share * schedule.peak);
    if (turns.length <= MOST + 1 || share > 1) return between(schedule, turns);
  }
}

interface Point {
  readonly seconds: number;
  readonly rate: number;
}

/** The first and last point, and those between after which the rate moves the other way by more than `least`. */
function turningPoints(schedule: Schedule, least: number): Point[] {
  const points = pointsOf(schedule);
  const turns: Point[] = [points[0]];
  let low = points[0];
  let high = points[0];
  let direction = 0;
  for (const point of points) {
    if (point.rate > high.rate || (direction > 0 && point.rate === high.rate)) high = point;
    if (point.rate < low.rate || (direction < 0 && point.rate === low.rate)) low = point;
    if (direction >= 0 && high.rate - point.rate > least) {
      if (direction > 0 || high !== points[0]) turns.push(high);
      direction = -1;
      low = point;
      high = point;
    } else if (direction <= 0 && point.rate - low.rate > least) {
      if (direction < 0 || low !== points[0]) turns.push(low);
      direction = 1;
      low = point;
      high = point;
    }
  }
  turns.push(points[points.length - 1]);
  return turns.filter((point, i) => i === 0 || point.seconds > turns[i - 1].seconds);
}

function pointsOf({ starts, ends, fromRates, toRates }: Schedule): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < starts.length; i++) {
    points.push({ seconds: starts[i], rate: fromRates[i] });
    points.push({ seconds: ends[i], rate: toRates[i] });
  }
  return points;
}

function between(schedule: Schedule, turns: readonly Point[]): Stage[] {
  return turns.slice(1).map((to, i) => ({
    fromSeconds: turns[i].seconds,
    toSeconds: to.seconds,
    fromRate: turns[i].rate,
    toRate: to.rate,
    requests: Math.round(
      requestsUntil(schedule, to.seconds) - requestsUntil(schedule, turns[i].seconds),
    ),
  }));
}

const MOST = 12;
