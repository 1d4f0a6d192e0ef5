import { formatTimestamp } from '../curve/timestamp.ts';
import { LEAST_HISTORY_HOURS } from '../forecast/cadence.ts';
import type { OwnForecast } from '../predict/from-aws/own-forecast.ts';
import type { ForecastView } from '../predict/from-aws/view.ts';
import { chart } from './chart.ts';
import { clock } from './clock.ts';
import { formatNumber } from './format-number.ts';
import { orNull } from './or-null.ts';
import { table } from './table.ts';

/** AWS's forecast beside ours, as JSON; an entry an hour, null where unknown. */
export function viewValue(view: ForecastView): object {
  const { aws, own, specification, group, policy, mode, at } = view;
  return {
    schemaVersion: 1,
    group,
    policy,
    mode,
    at: formatTimestamp(Math.floor(at)),
    ready: aws.isReady,
    message: aws.isReady ? null : aws.message,
    updatedAt: aws.isReady ? formatTimestamp(Math.floor(aws.updatedAt)) : null,
    targetValue: specification.TargetValue,
    historyHours: own.historyHours,
    correlation: orNull(own.fit?.correlation ?? Number.NaN),
    mapePercent: { aws: orNull(view.awsMAPE), own: orNull(view.ownMAPE) },
    timestamps: hoursOf(view),
    actual: Array.from(view.actual, orNull),
    requiredCapacity: Array.from(view.required, orNull),
    aws: { load: Array.from(view.awsLoad, orNull), capacity: Array.from(view.awsCapacity, orNull) },
    own: { load: Array.from(own.load, orNull), capacity: Array.from(own.capacity, orNull) },
  };
}

/** A row an hour. */
export function viewRows(view: ForecastView): Record<string, unknown>[] {
  const { actual, required, awsLoad, awsCapacity, own } = view;
  return hoursOf(view).map((timestamp, hour) => ({
    timestamp,
    actual: orNull(actual[hour]),
    aws_load: orNull(awsLoad[hour]),
    own_load: orNull(own.load[hour]),
    required_capacity: orNull(required[hour]),
    aws_capacity: orNull(awsCapacity[hour]),
    own_capacity: orNull(own.capacity[hour]),
  }));
}

/** For people: how good both were, load and capacity as pictures, a row every three hours. */
export function viewText(
  view: ForecastView,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  const { actual, awsLoad, own, required, awsCapacity } = view;
  const look = { view, width, color };
  const parts = [heading(view)];
  if (isKnown(actual, own.load, awsLoad))
    parts.push(drawing(look, 'load', actual, own.load, awsLoad));
  if (isKnown(required, own.capacity, awsCapacity))
    parts.push(drawing(look, 'capacity', required, own.capacity, awsCapacity));
  if (parts.length > 1) parts.push(figures(view));
  return parts.join('\n\n');
}

/** Whether there is anything to draw. */
function isKnown(...series: readonly Float64Array[]): boolean {
  return series.some((values) => values.some((value) => !Number.isNaN(value)));
}

function heading(view: ForecastView): string {
  const { aws, own, policy, group, mode, awsMAPE, ownMAPE } = view;
  return [
    aws.isReady
      ? `${policy} of ${group}, ${mode}: AWS's forecast of ${clock(formatTimestamp(Math.floor(aws.updatedAt)))} UTC`
      : `${policy} of ${group}, ${mode}: AWS has no forecast yet: ${aws.message}`,
    own.historyHours === 0
      ? 'CloudWatch shows nothing of its load metric: not yet, or under another name.'
      : `Off by (MAPE, the last ${view.pastHours} hours): AWS ${percent(awsMAPE)}, ours ${percent(ownMAPE)}, from ${own.historyHours} hours of history`,
    fitText(own),
  ].join('\n');
}

function fitText({ lacks, fit }: OwnForecast): string {
  if (lacks === 'history') return `A forecast takes ${LEAST_HISTORY_HOURS} hours of it.`;
  if (fit === undefined)
    return 'Load, scaling metric and capacity have no hour in common: nothing tells what an instance carries.';
  return `Scaling metric against load per instance: correlation ${formatNumber(fit.correlation, 3)} (near 1 where they belong together).`;
}

interface Look {
  readonly view: ForecastView;
  readonly width: number;
  readonly color: boolean;
}

function drawing(
  { view, width, color }: Look,
  what: 'load' | 'capacity',
  came: Float64Array,
  own: Float64Array,
  aws: Float64Array,
): string {
  const { pastHours, firstHour } = view;
  const area = {
    label: `${what === 'load' ? 'load that came' : 'capacity needed'}, and from ${clock(hoursOf(view)[pastHours])} our forecast`,
    values: [...came.subarray(0, pastHours), ...own.subarray(pastHours)],
  };
  return chart({
    series: view.aws.isReady ? [area, { label: "AWS's forecast", values: aws }] : [area],
    width,
    height: 10,
    start: 3600 * firstHour,
    stepSeconds: 3600,
    unit: what === 'load' ? 'load metric by the hour' : 'instances',
    color,
  });
}

function figures(view: ForecastView): string {
  const { actual, required, awsLoad, awsCapacity, own } = view;
  const hours = hoursOf(view)
    .map((timestamp, hour) => ({ timestamp, hour }))
    .filter(({ hour }) => hour % ROW_HOURS === 0);
  const column = (header: string, values: Float64Array, decimals: number) => ({
    header,
    cell: ({ hour }: { readonly hour: number }) => orNull(values[hour]) ?? undefined,
    decimals,
  });
  return table(hours, [
    { header: 'hour (UTC)', cell: ({ timestamp }) => clock(timestamp) },
    column('load', actual, 0),
    column('by AWS', awsLoad, 0),
    column('by us', own.load, 0),
    column('instances needed', required, 1),
    column('planned by AWS', awsCapacity, 0),
    column('by us', own.capacity, 0),
  ]);
}

const ROW_HOURS = 3;

function hoursOf({ firstHour, actual }: ForecastView): string[] {
  return Array.from(actual, (_, hour) => formatTimestamp(3600 * (firstHour + hour)));
}

function percent(value: number): string {
  return Number.isNaN(value) ? 'unknown' : `${formatNumber(value, 1)} %`;
}
