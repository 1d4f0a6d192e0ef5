import { samePhase } from './same-phase.ts';

/**
 * The history with every gap filled: short ones along a straight line, longer ones by the
 * same hour of other weeks, or of other days. What is unknown before the first known hour
 * is cut off.
 *
 * Zeros, three hours of them in a row or the only ones, count as a gap too where most other
 * days have load at that time: nothing was published, or all was down, and neither will
 * come again at its hour.
 *
 * @param hourly load of each hour; NaN, or anything negative or not finite, where unknown
 * @returns finite values, 0 or more; empty when nothing is known
 */
export function completeHours(hourly: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(hourly, (y) => (Number.isFinite(y) && y >= 0 ? y : Number.NaN));
  const first = all.findIndex((y) => !Number.isNaN(y));
  if (first < 0) return new Float64Array(0);
  const known = withoutOutages(all.subarray(first));
  return known.some(Number.isNaN) ? filled(known) : known;
}

function withoutOutages(load: Float64Array): Float64Array {
  const out = load.slice();
  const silences = runs(load, (y) => y === 0);
  for (const [start, end] of silences) {
    // A small load has an hour without any now and then, by chance.
    if (end - start < OUTAGE_HOURS && silences.length > 1) continue;
    // The first hour stays, as what is before it is nothing.
    for (let i = Math.max(1, start); i < end; i++)
      if (mostlyLoaded(load, i % 24)) out[i] = Number.NaN;
  }
  return out;
}

function mostlyLoaded(load: Float64Array, hourOfDay: number): boolean {
  let loaded = 0;
  let zero = 0;
  for (let i = hourOfDay; i < load.length; i += 24) {
    if (load[i] > 0) loaded++;
    else if (load[i] === 0) zero++;
  }
  return loaded > zero;
}

/** From and to (exclusive) of each stretch of values that are such. */
function runs(load: Float64Array, isSuch: (y: number) => boolean): [number, number][] {
  const found: [number, number][] = [];
  for (let start = 0; start < load.length; start++) {
    if (!isSuch(load[start])) continue;
    let end = start;
    while (end < load.length && isSuch(load[end])) end++;
    found.push([start, end]);
    start = end;
  }
  return found;
}

function filled(known: Float64Array): Float64Array {
  const out = known.slice();
  for (const [start, end] of runs(known, Number.isNaN)) {
    const isShort = end - start <= SHORT_HOURS && end < known.length;
    for (let i = start; i < end; i++)
      out[i] = isShort
        ? out[start - 1] + ((known[end] - out[start - 1]) * (i - start + 1)) / (end - start + 1)
        : samePhase(known, i, [168, 24, 1]);
  }
  return out;
}

/** Hours over which a straight line is nearer than another day. */
const SHORT_HOURS = 3;
/** Hours in a row that are not without load by chance. */
const OUTAGE_HOURS = 3;
