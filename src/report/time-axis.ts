/** A mark on the time axis: a column, from 0, and what stands under it. */
export interface TimeTick {
  readonly column: number;
  readonly label: string;
}

/**
 * Ticks on round UTC times: the finest of the usual intervals (minutes, hours,
 * days, months, years) whose labels keep two spaces between them. A label begins
 * under its tick; one that would not fit is left out.
 */
export function timeTicks(start: number, secondsPerColumn: number, columns: number): TimeTick[] {
  const end = start + secondsPerColumn * columns;
  const interval =
    INTERVALS.find(({ seconds, label }) => seconds / secondsPerColumn >= label.length + 2) ?? YEARS;
  const ticks: TimeTick[] = [];
  let free = 0;
  for (const time of roundTimes(interval, start, end)) {
    const column = Math.floor((time - start) / secondsPerColumn);
    const label = labelOf(time, interval, ticks.length === 0);
    if (column < free || column + label.length > columns) continue;
    ticks.push({ column, label });
    free = column + label.length + 2;
  }
  return ticks;
}

interface Interval {
  /** The least there can be between two of its times. */
  readonly seconds: number;
  /** A label as it looks, for its width. */
  readonly label: string;
  /** Set where the calendar, not a number of seconds, says what is round. */
  readonly months?: number;
}

/** The multiples of the interval in [start, end), epoch seconds. */
function* roundTimes(interval: Interval, start: number, end: number): Generator<number> {
  const { seconds, months } = interval;
  if (months === undefined) {
    for (let time = Math.ceil(start / seconds) * seconds; time < end; time += seconds) yield time;
    return;
  }
  const first = new Date(start * 1000);
  const month = Math.floor(first.getUTCMonth() / months) * months;
  for (let i = 0; ; i++) {
    const time = Date.UTC(first.getUTCFullYear(), month + i * months) / 1000;
    if (time >= end) return;
    if (time >= start) yield time;
  }
}

function labelOf(time: number, interval: Interval, isFirst: boolean): string {
  const date = new Date(time * 1000);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const day = `${month} ${date.getUTCDate()}`;
  if (interval === YEARS) return `${date.getUTCFullYear()}`;
  if (interval.months !== undefined) return `${month} ${date.getUTCFullYear()}`;
  if (interval.seconds >= DAY || time % DAY === 0) return day;
  const clock = date.toISOString().slice(11, 16);
  return isFirst ? `${day} ${clock}` : clock;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const YEARS: Interval = { seconds: 365 * DAY, label: '2014', months: 12 };
const INTERVALS: readonly Interval[] = [
  ...[1, 2, 5, 10, 15, 30].map((n) => ({ seconds: n * MINUTE, label: '12:00' })),
  ...[1, 2, 3, 6, 12].map((n) => ({ seconds: n * HOUR, label: '12:00' })),
  ...[1, 2, 7, 14].map((n) => ({ seconds: n * DAY, label: 'Apr 10' })),
  ...[1, 3, 6].map((n) => ({ seconds: n * 28 * DAY, label: 'Apr 2014', months: n })),
  YEARS,
];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
