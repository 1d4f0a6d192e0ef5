import type { MinuteLoad } from '../curve/curve.ts';
import { formatTimestamp } from '../curve/timestamp.ts';
import type { Path } from '../model/json/path.ts';
import { check } from './reading/check.ts';
import { time } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';

/**
 * The first minute to simulate, an index into `load`: that of `evaluateFrom`, a
 * whole minute of the curve, or else the first.
 */
export function readEvaluateFrom(
  value: unknown,
  at: Path,
  load: MinuteLoad | undefined,
  problems: Problems,
): number {
  if (value === undefined) return 0;
  const seconds = check(time(), value, at, problems);
  if (seconds === undefined || load === undefined) return 0;
  const given = formatTimestamp(seconds);
  if (seconds % 60 !== 0) problems.of(at, `is ${given}: give a whole minute`);
  const index = Math.floor(seconds / 60) - load.startMinute;
  if (index < 0 || index >= load.requestsPerSecond.length) {
    const start = formatTimestamp(load.startMinute * 60);
    const end = formatTimestamp((load.startMinute + load.requestsPerSecond.length) * 60);
    problems.of(at, `is ${given}, outside the curve: give a time from ${start} to before ${end}`);
  }
  return index;
}
