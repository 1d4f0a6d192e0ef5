import { Canvas } from './canvas.ts';
import { type ChartColumn, chartColumns } from './chart-columns.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';
import { timeTicks } from './time-axis.ts';
import { timeColumns } from './time-columns.ts';
import { type ValueAxis, valueAxis } from './value-axis.ts';

export interface ChartOptions {
  /** The first is drawn as an area, a second as a line over it; both span the same time. */
  readonly series: readonly [ChartSeries, ChartSeries?];
  /** Characters a line, axis included; at least 30 are used. */
  readonly width: number;
  /** Lines of the drawing itself, at most; at least 2 are used. */
  readonly height: number;
  /** Epoch seconds of the first value. */
  readonly start: number;
  readonly stepSeconds: number;
  readonly unit: string;
  /** Characters that the value axis' labels take at least, so that charts stand one under the other; default 0. */
  readonly labelWidth?: number;
  /** Adds terminal colours; the chart reads without them. */
  readonly color?: boolean;
}

interface ChartSeries {
  readonly label: string;
  /** A value a step, 0 or more; NaN where unknown. */
  readonly values: ArrayLike<number>;
}

/**
 * Draws series over time for a terminal, without a line break at the end.
 * A column shows the highest of its values; where nothing is known it is hatched,
 * and where a part is unknown the base line is dotted.
 */
export function chart(options: ChartOptions): string {
  const [area, line] = options.series;
  const axis = valueAxis(
    Math.max(highest(area.values), highest(line?.values ?? [])),
    Math.max(options.height, 2),
  );
  const labelOfRow = new Map(axis.ticks.map(({ row, value }) => [row, tickLabel(value, axis)]));
  const gutter = Math.max(
    options.labelWidth ?? 0,
    ...[...labelOfRow.values()].map((label) => label.length),
  );
  const width = Math.max(options.width, NARROWEST) - gutter - 2;

  const { start, stepSeconds } = options;
  const time = timeColumns(start, stepSeconds, area.values.length, width);
  const columns = chartColumns(area.values, start, stepSeconds, time);
  const canvas = new Canvas(axis.rows, time.count, options.color ?? false);
  drawArea(canvas, columns, axis);
  if (line !== undefined)
    drawLine(canvas, chartColumns(line.values, start, stepSeconds, time), axis);

  const rows = Array.from({ length: axis.rows }, (_, i) => {
    const row = axis.rows - i;
    const label = labelOfRow.get(row);
    return `${(label ?? '').padStart(gutter)} ${label === undefined ? '│' : '┤'}${canvas.row(row)}`;
  });
  const ticks = timeTicks(time.origin, time.secondsPerColumn, time.count);
  const margin = ' '.repeat(gutter + 2);
  return [
    legend(options),
    ...rows,
    `${(labelOfRow.get(0) ?? '').padStart(gutter)} ┼${baseLine(columns, new Set(ticks.map(({ column }) => column)))}`,
    margin + timeLabels(ticks),
    margin + footnote(time.secondsPerColumn, stepSeconds, columns),
  ]
    .map((text) => text.trimEnd())
    .join('\n');
}

function tickLabel(value: number, axis: ValueAxis): string {
  return value === 0 ? '0' : formatNumber(value, axis.decimals);
}

function highest(values: ArrayLike<number>): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > max) max = values[i];
  return max;
}

/** Blocks of an eighth of a row; what is more than nothing shows at least one of them. */
function drawArea(canvas: Canvas, columns: readonly ChartColumn[], axis: ValueAxis): void {
  columns.forEach(({ max }, column) => {
    if (Number.isNaN(max)) {
      for (let row = 1; row <= axis.rows; row++) canvas.put(row, column, '░', 'gap');
      return;
    }
    const eighths = max > 0 ? Math.max(1, Math.round((max / axis.top) * axis.rows * 8)) : 0;
    for (let row = 1; (row - 1) * 8 < eighths; row++)
      canvas.put(row, column, BLOCKS[Math.min(eighths - (row - 1) * 8, 8)] ?? '', 'area');
  });
}

function drawLine(canvas: Canvas, columns: readonly ChartColumn[], axis: ValueAxis): void {
  let before: number | undefined;
  columns.forEach(({ max }, column) => {
    const row = Number.isNaN(max)
      ? undefined
      : Math.max(1, Math.ceil((max / axis.top) * axis.rows));
    if (row !== undefined) connect(canvas, column, before ?? row, row);
    before = row;
  });
}

/** Draws one column of a line that comes from the row `from` at its left and leaves from the row `to`. */
function connect(canvas: Canvas, column: number, from: number, to: number): void {
  if (from === to) {
    canvas.put(to, column, '─', 'line');
    return;
  }
  const rises = to > from;
  canvas.put(from, column, rises ? '╯' : '╮', 'line');
  canvas.put(to, column, rises ? '╭' : '╰', 'line');
  for (let row = Math.min(from, to) + 1; row < Math.max(from, to); row++)
    canvas.put(row, column, '│', 'line');
}

function legend({ series: [area, line], unit }: ChartOptions): string {
  return line === undefined ? unit : `${unit}   █ ${area.label}   ── ${line.label}`;
}

function baseLine(columns: readonly ChartColumn[], ticks: ReadonlySet<number>): string {
  return columns
    .map(({ hasGap }, column) => (ticks.has(column) ? '┬' : hasGap ? '·' : '─'))
    .join('');
}

function timeLabels(ticks: readonly { column: number; label: string }[]): string {
  return ticks.reduce((text, { column, label }) => text.padEnd(column) + label, '');
}

/** What the reader must know to read a column rightly. */
function footnote(
  secondsPerColumn: number,
  stepSeconds: number,
  columns: readonly ChartColumn[],
): string {
  const notes = ['UTC'];
  if (secondsPerColumn > stepSeconds)
    notes.push(`a column shows the highest of ${formatDuration(secondsPerColumn)}`);
  if (columns.some(({ max }) => Number.isNaN(max))) notes.push('░ unknown');
  if (columns.some(({ max, hasGap }) => hasGap && !Number.isNaN(max)))
    notes.push('· partly unknown');
  return notes.join('; ');
}

const NARROWEST = 30;
const BLOCKS = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
