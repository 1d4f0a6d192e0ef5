import type { TimeColumns } from './time-columns.ts';

/** What one column of a chart shows of a series. */
export interface ChartColumn {
  /** The highest known value; NaN where none is known. */
  readonly max: number;
  /** Whether any value is unknown. */
  readonly hasGap: boolean;
}

/**
 * Spreads a series over columns, each showing the highest value that touches it:
 * a mean would hide the very peaks one looks for.
 */
export function chartColumns(
  values: ArrayLike<number>,
  start: number,
  stepSeconds: number,
  { count, secondsPerColumn, origin }: TimeColumns,
): ChartColumn[] {
  const stepsBefore = (column: number) =>
    (origin + column * secondsPerColumn - start) / stepSeconds;
  return Array.from({ length: count }, (_, column) => {
    const first = Math.max(0, Math.floor(stepsBefore(column) + ROUNDING));
    const end = Math.min(values.length, Math.ceil(stepsBefore(column + 1) - ROUNDING));
    let max = Number.NaN;
    let hasGap = false;
    for (let i = first; i < end; i++) {
      if (Number.isNaN(values[i])) hasGap = true;
      else if (!(max >= values[i])) max = values[i];
    }
    return { max, hasGap };
  });
}

/** Keeps a third of a step times three from being more than a step. */
const ROUNDING = 1e-6;
