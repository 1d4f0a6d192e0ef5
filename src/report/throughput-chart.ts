import { Canvas } from './canvas.ts';
import { formatNumber } from './format-number.ts';
import { valueAxis } from './value-axis.ts';

interface ThroughputPoint {
  readonly connections: number;
  readonly requestsPerSecond: number;
}

export interface ThroughputChartOptions {
  readonly points: readonly ThroughputPoint[];
  /** What the law says of any number of connections; undefined: nothing is drawn. */
  readonly fitted: ((connections: number) => number) | undefined;
  /** Of the whole chart, characters. */
  readonly width: number;
  /** Rows of the drawing at the most. */
  readonly height: number;
  readonly color: boolean;
}

/** Throughput against connections, each doubling as wide as the next; a line for the fit. */
export function throughputChart(options: ThroughputChartOptions): string {
  const { points, fitted, height, color } = options;
  const largest = Math.max(...points.map(({ connections }) => connections));
  const doublings = Math.max(1, Math.log2(largest));
  const highest = Math.max(...points.map(({ requestsPerSecond }) => requestsPerSecond));
  const axis = valueAxis(highest, Math.max(2, height));
  const labels = new Map(
    axis.ticks.map(({ row, value }) => [row, formatNumber(value, axis.decimals)]),
  );
  const gutter = Math.max(...[...labels.values()].map(({ length }) => length));
  const columns = Math.min(Math.max(options.width, NARROWEST), WIDEST) - gutter - 3;
  const columnOf = (connections: number) =>
    Math.round((Math.log2(connections) / doublings) * (columns - 1));
  const rowOf = (rate: number) =>
    Math.min(axis.rows, Math.max(1, Math.ceil((rate / axis.top) * axis.rows)));

  const canvas = new Canvas(axis.rows, columns, color);
  if (fitted !== undefined)
    for (let column = 0; column < columns; column++) {
      const connections = 2 ** ((column / (columns - 1)) * doublings);
      canvas.put(rowOf(fitted(connections)), column, '─', 'line');
    }
  for (const { connections, requestsPerSecond } of points)
    canvas.put(rowOf(requestsPerSecond), columnOf(connections), '●', 'area');

  const rows = Array.from({ length: axis.rows }, (_, i) => {
    const row = axis.rows - i;
    const label = labels.get(row);
    return `${(label ?? '').padStart(gutter)} ${label === undefined ? '│' : '┤'}${canvas.row(row)}`;
  });
  const ticks = Array.from({ length: Math.floor(doublings) + 1 }, (_, power) => 2 ** power);
  const marks = new Set(ticks.map(columnOf));
  const base = Array.from({ length: columns }, (_, column) => (marks.has(column) ? '┬' : '─'));
  return [
    `requests/s   ● measured${fitted === undefined ? '' : '   ── fitted'}`,
    ...rows,
    `${(labels.get(0) ?? '0').padStart(gutter)} ┼${base.join('')}`,
    `${' '.repeat(gutter + 2)}${ticks.reduce((text, tick) => text.padEnd(columnOf(tick)) + tick, '')}  connections`,
  ]
    .map((text) => text.trimEnd())
    .join('\n');
}

const NARROWEST = 40;
/** Wider is no clearer. */
const WIDEST = 80;
