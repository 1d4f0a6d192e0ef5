import { formatTimestamp } from '../curve/timestamp.ts';
import type { LoadBacktest } from '../predict/backtest-of.ts';
import type { ForecasterResult } from '../predict/predictability.ts';
import { formatNumber } from './format-number.ts';
import { table } from './table.ts';

/** A backtest as JSON; what is undefined is null. */
export function backtestValue({ startHour, forecasters, ...rest }: LoadBacktest): object {
  return {
    schemaVersion: 1,
    start: formatTimestamp(3600 * startHour),
    ...rest,
    forecasters: forecasters.map((one) => ({ ...one })),
  };
}

/** A row a forecaster; quantiles' figures as `pinball.0.9` and `coverage.0.9`. */
export function backtestRows({ forecasters }: LoadBacktest): Record<string, unknown>[] {
  return forecasters.map(({ scaledPinball, coverage, ...figures }) => ({
    ...figures,
    ...prefixed('scaledPinball', scaledPinball),
    ...prefixed('coverage', coverage),
  }));
}

function prefixed(name: string, figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).map(([q, value]) => [`${name}.${q}`, value]));
}

/** The verdict, a row a forecaster, and what the figures mean. */
export function backtestText(backtest: LoadBacktest): string {
  return [verdict(backtest), context(backtest), errors(backtest), LEGEND].join('\n\n');
}

function verdict({
  repeatsItself,
  isPredictable,
  skillPercent,
  headroomPercent,
  forecasters,
}: LoadBacktest): string {
  const naive = formatNumber(Math.abs(skillPercent), 0);
  const [{ sMAPE }] = forecasters;
  const headroom = formatNumber(headroomPercent, 0);
  const example = formatNumber(60 * (1 - headroomPercent / 100), 0);
  if (repeatsItself)
    return `Predictable: the load repeats itself to within a percent, and any forecast will do; ours is ${formatNumber(sMAPE, 1)} % off.`;
  if (!isPredictable)
    return `Not predictable: our forecast is ${naive === '0' ? 'no better than' : `${naive} % worse than`} repeating yesterday or last week, and ${formatNumber(sMAPE, 1)} % off. Leave this group to target tracking; predictive scaling would plan for load that does not come.`;
  const caution =
    skillPercent < LITTLE_SKILL_PERCENT ? ' That is little: try it in ForecastOnly first.' : '';
  return [
    `Predictable: our forecast is ${formatNumber(sMAPE, 1)} % off and beats repeating yesterday or last week by ${naive} %.${caution}`,
    `Leave ${headroom} % headroom: where 60 % CPU would do with the future known, set a target of ${example} %, and 95 % of hours stay within it.`,
  ].join('\n');
}

function context(backtest: LoadBacktest): string {
  const { forecasters, hours, knownHours, historyHours, horizonHours, startHour } = backtest;
  const unknown = hours - knownHours;
  return `${formatNumber(hours)} hours from ${formatTimestamp(3600 * startHour).slice(0, 10)}${unknown > 0 ? `, ${formatNumber(unknown)} of them unknown` : ''}: ${formatNumber(forecasters[0].origins)} forecasts, each from ${historyHours} hours of history, ${horizonHours} hours ahead; an instance carries ${formatNumber(backtest.requestsPerSecondPerInstance)} requests/s`;
}

function errors({ forecasters }: LoadBacktest): string {
  return table<ForecasterResult>(forecasters, [
    { header: 'forecaster', cell: ({ name }) => name },
    { header: 'sMAPE %', cell: ({ sMAPE }) => sMAPE, decimals: 1 },
    { header: 'MASE', cell: ({ MASE }) => MASE, decimals: 2 },
    ...['0.5', '0.9', '0.95'].map((q) => ({
      header: `pinball ${q}`,
      cell: ({ scaledPinball }: ForecasterResult) => scaledPinball[q],
      decimals: 3,
    })),
    { header: 'within p90 %', cell: ({ coverage }) => 100 * coverage['0.9'], decimals: 0 },
    { header: 'under %', cell: ({ underForecastShare }) => 100 * underForecastShare, decimals: 1 },
    { header: 'peak off %', cell: ({ dailyPeakError }) => 100 * dailyPeakError, decimals: 1 },
    { header: 'hours short %', cell: ({ shortHoursPercent }) => shortHoursPercent, decimals: 1 },
    { header: 'instances over %', cell: ({ excessPercent }) => excessPercent, decimals: 1 },
  ]);
}

/** Below this a forecast hardly earns its keep. */
const LITTLE_SKILL_PERCENT = 5;

const LEGEND = [
  'MASE, pinball: in units of the error of repeating yesterday. under: load above its forecast. peak off: error of the daily peak.',
  'hours short, instances over: with ⌈load / what an instance carries⌉ planned from the median. The forecaster is a surrogate: AWS has not published its own.',
].join('\n');
