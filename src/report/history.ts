import { PERIOD_SECONDS } from '../predict/history/history.ts';
import type { HistorySummary, Spread } from '../predict/history/history-summary.ts';
import type { MadeHistory } from '../predict/history/make-history.ts';
import { chart } from './chart.ts';
import { clock } from './clock.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';
import { namedLines } from './named-lines.ts';

/** What was made, of what, and where it was written. */
export interface WrittenHistory extends Omit<MadeHistory, 'history'> {
  readonly source: string;
  /** As the command line says it: `target=50`, `fixed=6` or `strategy=NAME`. */
  readonly capacity: string;
  readonly format: string;
  readonly files: readonly string[];
  /** What puts the files, in this order; empty where nothing takes them as they are. */
  readonly commands: readonly string[];
}

/** As JSON has it. */
export function historyValue(summary: HistorySummary, written: WrittenHistory) {
  return { schemaVersion: 1, ...written, ...summary };
}

/** As a row of CSV. */
export function historyRow(summary: HistorySummary, written: WrittenHistory) {
  const { requestsPerSecond, instances, utilizationPercent, ...figures } = summary;
  const { files, commands: _, ...origin } = written;
  return {
    ...origin,
    files: files.length,
    ...figures,
    ...inColumns('requestsPerSecond', requestsPerSecond),
    ...inColumns('instances', instances),
    ...inColumns('utilizationPercent', utilizationPercent),
  };
}

function inColumns(name: string, { mean, min, max }: Spread): Record<string, number> {
  return { [`${name}Mean`]: mean, [`${name}Min`]: min, [`${name}Max`]: max };
}

/** A summary, the load and the instances drawn, and the commands to run. */
export function historyText(
  summary: HistorySummary,
  written: WrittenHistory,
  { history }: Pick<MadeHistory, 'history'>,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const drawing = (unit: string, values: ArrayLike<number>, height: number) =>
    chart({
      series: [{ label: unit, values }],
      ...{ width, height, color, unit, start: history.start, stepSeconds: PERIOD_SECONDS },
    });
  const rates = history.requests.map((count) => count / PERIOD_SECONDS);
  return [
    figures(summary, written),
    ...historyWarnings(summary).map((warning) => `! ${warning}`),
    drawing('requests/s', rates, 8),
    drawing('instances', history.instances, 5),
    ...commandLines(written.commands),
  ].join('\n\n');
}

function figures(summary: HistorySummary, written: WrittenHistory): string {
  const { periods, requests, requestsPerSecond, instances, utilizationPercent } = summary;
  const { mean, max } = requestsPerSecond;
  const lines: [string, string][] = [
    ['history', `${describeFiles(written.files)}, ${written.format}`],
    ['time (UTC)', `${clock(summary.start)} to ${clock(summary.end)}, ${duration(periods)}`],
    ['points', `${formatNumber(periods)} of ${formatDuration(PERIOD_SECONDS)}`],
    ['curve', describeCurve(written)],
    ['requests', `${formatNumber(requests)}; ${rate(mean)}, peak ${formatNumber(max)}`],
    ['instances', `${range(instances)}, by ${written.capacity}`],
    ['CPU %', range(utilizationPercent)],
    ['correlation', describeCorrelation(summary.requestsCorrelation)],
  ];
  return namedLines(lines);
}

function describeFiles(files: readonly string[]): string {
  const [first = '', last] = [files[0], files.at(-1)];
  return files.length > 1 ? `${first} to ${last} (${files.length} files)` : first;
}

function describeCurve({ source, shiftedWeeks, repeatedPeriods, filledPeriods }: WrittenHistory) {
  const weeks = Math.abs(shiftedWeeks);
  const moved = `moved ${shiftedWeeks < 0 ? 'back' : 'on'} by ${weeks} ${weeks === 1 ? 'week' : 'weeks'}`;
  return [
    source,
    ...(weeks > 0 ? [moved] : []),
    ...(repeatedPeriods > 0 ? [`${duration(repeatedPeriods)} of it repeated`] : []),
    ...(filledPeriods > 0 ? [`${duration(filledPeriods)} unknown and filled`] : []),
  ].join(', ');
}

function describeCorrelation(correlation: number | null): string {
  const what = 'of CPU with requests an instance, by the hour';
  if (correlation === null) return `undefined: one of them does not vary (${what})`;
  return `${correlation.toFixed(4)} ${what}`;
}

/** What spoils a history, and the cure. */
export function historyWarnings(summary: HistorySummary): string[] {
  const { saturatedPeriods, aboveTargetPeriods } = summary;
  if (saturatedPeriods > 0)
    return [
      `fully busy for ${duration(saturatedPeriods)}: CPU shows no load above 100 %, so that a forecast from it comes out low; raise the group's MaxSize, or lower the load`,
    ];
  if (aboveTargetPeriods !== null && aboveTargetPeriods > 0)
    return [
      `above its target for ${duration(aboveTargetPeriods)}, with as many instances as the group may have; raise its MaxSize, or lower the load`,
    ];
  return [];
}

function commandLines(commands: readonly string[]): string[] {
  if (commands.length === 0) return [];
  return [
    `Run each once, in this order: CloudWatch counts twice what is sent twice.\n\n${commands.join('\n')}`,
  ];
}

function range({ mean, min, max }: Spread): string {
  return `mean ${formatNumber(mean)}, from ${formatNumber(min)} to ${formatNumber(max)}`;
}

function rate(perSecond: number): string {
  return `mean ${formatNumber(perSecond)} a second`;
}

function duration(periods: number): string {
  return formatDuration(periods * PERIOD_SECONDS);
}
