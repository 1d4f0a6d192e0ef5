import { formatTimestamp } from '../curve/timestamp.ts';
import { sMAPE } from '../forecast/accuracy.ts';
import type { LoadForecast } from '../predict/forecast-from.ts';
import { chart } from './chart.ts';
import { clock } from './clock.ts';
import { formatNumber } from './format-number.ts';
import { orNull } from './or-null.ts';
import { table } from './table.ts';

/** A forecast as JSON: hourly sums, what came where that is known. */
export function forecastValue(forecast: LoadForecast): object {
  const { method, historyHours, values, quantiles, actual } = forecast;
  return {
    schemaVersion: 1,
    method,
    historyHours,
    timestamps: Array.from(values, (_, hour) => timestampOf(forecast, hour)),
    values: [...values],
    quantiles: Object.fromEntries(Object.entries(quantiles).map(([q, loads]) => [q, [...loads]])),
    ...(isKnown(actual) && { actual: Array.from(actual, orNull) }),
  };
}

/** A row an hour, a column a quantile. */
export function forecastRows(forecast: LoadForecast): Record<string, unknown>[] {
  const { values, quantiles, actual } = forecast;
  return Array.from(values, (load, hour) => ({
    timestamp: timestampOf(forecast, hour),
    requests: load,
    ...Object.fromEntries(
      Object.entries(quantiles).map(([q, loads]) => [`p${percent(q)}`, loads[hour]]),
    ),
    ...(isKnown(actual) && { actual: orNull(actual[hour]) }),
  }));
}

/** The forecast for people: what it was made from, the picture, a row every three hours. */
export function forecastText(
  forecast: LoadForecast,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  return [heading(forecast), drawing(forecast, width, color), figures(forecast)].join('\n\n');
}

function heading(forecast: LoadForecast): string {
  const { values, historyHours, method, actual } = forecast;
  const peak = values.reduce((high, load, hour) => (load > values[high] ? hour : high), 0);
  const lines = [
    `${formatNumber(values.length)} hours from ${clock(timestampOf(forecast, 0))} UTC, by ${method} from ${formatNumber(historyHours)} hours of history; peak ${formatNumber(values[peak])} requests an hour at ${clock(timestampOf(forecast, peak))}`,
  ];
  if (isKnown(actual))
    lines.push(`What came was off by ${formatNumber(sMAPE(actual, values), 1)} % (sMAPE).`);
  return lines.join('\n');
}

/** Two days back and what lies ahead, with the highest quantile as a line over it. */
function drawing(forecast: LoadForecast, width: number, color: boolean): string {
  const { history, values, quantiles, firstHour } = forecast;
  const past = history.slice(-SHOWN_HISTORY_HOURS);
  const highest = Object.keys(quantiles)
    .sort((a, b) => Number(a) - Number(b))
    .at(-1);
  const before = new Array<number>(past.length).fill(Number.NaN);
  const load = {
    label: `load, and from ${clock(timestampOf(forecast, 0))} its forecast`,
    values: [...past, ...values],
  };
  return chart({
    series:
      highest === undefined
        ? [load]
        : [load, { label: `p${percent(highest)}`, values: [...before, ...quantiles[highest]] }],
    width,
    height: 12,
    start: 3600 * (firstHour - past.length),
    stepSeconds: 3600,
    unit: 'requests an hour',
    color,
  });
}

function figures(forecast: LoadForecast): string {
  const { values, quantiles, actual } = forecast;
  const hours = Array.from(values, (_, hour) => hour).filter((hour) => hour % ROW_HOURS === 0);
  return table(hours, [
    { header: 'hour (UTC)', cell: (hour) => clock(timestampOf(forecast, hour)) },
    { header: 'forecast', cell: (hour) => values[hour], decimals: 0 },
    ...Object.entries(quantiles).map(([q, loads]) => ({
      header: `p${percent(q)}`,
      cell: (hour: number) => loads[hour],
      decimals: 0,
    })),
    ...(isKnown(actual)
      ? [{ header: 'came', cell: (hour: number) => orNull(actual[hour]) ?? undefined, decimals: 0 }]
      : []),
  ]);
}

const SHOWN_HISTORY_HOURS = 96;
const ROW_HOURS = 3;

function timestampOf({ firstHour }: LoadForecast, hour: number): string {
  return formatTimestamp(3600 * (firstHour + hour));
}

function percent(quantile: string): number {
  return Number((100 * Number(quantile)).toPrecision(12));
}

function isKnown(actual: Float64Array): boolean {
  return actual.some((load) => !Number.isNaN(load));
}
