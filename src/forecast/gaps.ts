/**
 * The history with every gap filled: short ones along a straight line, longer ones by the
 * same hour a day or a week away. What is unknown before the first known hour is cut off.
 *
 * @param hourly load of each hour; NaN, or anything negative or not finite, where unknown
 * @returns finite values, 0 or more; empty when nothing is known
 */
export function completeHours(hourly: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(hourly, (y) => (Number.isFinite(y) && y >= 0 ? y : Number.NaN));
  const first = all.findIndex((y) => !Number.isNaN(y));
  if (first < 0) return new Float64Array(0);
  const known = all.subarray(first);
  return known.some(Number.isNaN) ? filled(known) : known;
}

function filled(known: Float64Array): Float64Array {
  const out = known.slice();
  for (let start = 0; start < known.length; start++) {
    if (!Number.isNaN(known[start])) continue;
    let end = start;
    while (end < known.length && Number.isNaN(known[end])) end++;
    const isShort = end - start <= SHORT_HOURS && end < known.length;
    for (let i = start; i < end; i++)
      out[i] = isShort
        ? out[start - 1] + ((known[end] - out[start - 1]) * (i - start + 1)) / (end - start + 1)
        : nearby(known, i);
    start = end;
  }
  return out;
}

/** The mean of the nearest known hours of the same phase, before and after: of the week if both are known, else of the day. */
function nearby(known: Float64Array, at: number): number {
  for (const period of [168, 24]) {
    const near = [step(known, at, -period), step(known, at, period)].filter((y) => y !== undefined);
    if (near.length === 2 || (near.length === 1 && period === 24))
      return near.reduce((sum, y) => sum + y, 0) / near.length;
  }
  return step(known, at, -1) ?? 0;
}

function step(known: Float64Array, at: number, by: number): number | undefined {
  for (let i = at + by; i >= 0 && i < known.length; i += by)
    if (!Number.isNaN(known[i])) return known[i];
  return undefined;
}

/** Hours over which a straight line is nearer than another day. */
const SHORT_HOURS = 3;
