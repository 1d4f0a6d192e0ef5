/** How a stretch of time is divided into the columns of a chart. */
export interface TimeColumns {
  readonly count: number;
  readonly secondsPerColumn: number;
  /** Epoch seconds at which the first column begins: the start, or a round time before it. */
  readonly origin: number;
}

/**
 * Columns of a round length that begin at round UTC times, so that each day
 * looks like the next: at 5 h 7 min a column, a steady daily wave would seem to
 * change from day to day. When there is room, a step takes several columns; a step
 * that fits no round length gets a multiple of its own.
 */
export function timeColumns(
  start: number,
  stepSeconds: number,
  steps: number,
  maxColumns: number,
): TimeColumns {
  const columnsPerStep = Math.floor(maxColumns / steps);
  if (columnsPerStep >= 1)
    return {
      count: steps * columnsPerStep,
      secondsPerColumn: stepSeconds / columnsPerStep,
      origin: start,
    };

  const end = start + steps * stepSeconds;
  const [roundest] = ROUND_LENGTHS.filter((length) => length % stepSeconds === 0)
    .map((length) => columnsOfLength(length, start, end))
    .filter(({ count }) => count <= maxColumns && count > maxColumns / 3);
  if (roundest !== undefined) return roundest;
  const secondsPerColumn = Math.ceil(steps / maxColumns) * stepSeconds;
  return { count: Math.ceil((end - start) / secondsPerColumn), secondsPerColumn, origin: start };
}

function columnsOfLength(secondsPerColumn: number, start: number, end: number): TimeColumns {
  const origin = Math.floor(start / secondsPerColumn) * secondsPerColumn;
  return { count: Math.ceil((end - origin) / secondsPerColumn), secondsPerColumn, origin };
}

/** Those below a day divide it. */
const ROUND_LENGTHS = [
  ...[1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 40, 45].map((minutes) => minutes * 60),
  ...[60, 80, 90, 120, 160, 180, 240, 360, 480, 720].map((minutes) => minutes * 60),
  ...[1, 2, 3, 4, 5, 7, 10, 14, 28].map((days) => days * 86_400),
];
