import type { Comparison } from '../simulate/compare.ts';
import type { PredictiveResult } from '../simulate/predictive.ts';
import { formatNumber } from './format-number.ts';
import { table } from './table.ts';

/** What each predictive policy does to availability and cost; empty where there is none. */
export function predictiveTable({ strategies }: Comparison): string {
  const rows = strategies.flatMap(({ name, predictive = [] }) =>
    predictive.map((policy) => ({ strategy: name, ...policy })),
  );
  if (rows.length === 0) return '';
  const isOnly = rows.some(({ mode }) => mode === 'ForecastOnly');
  const body = table(rows, [
    {
      header: 'predictive policy',
      cell: ({ strategy, policyName }) => `${strategy}: ${policyName}`,
    },
    { header: 'forecaster', cell: forecasterName },
    { header: 'mode', cell: ({ mode }) => mode },
    { header: 'forecasts', cell: ({ forecasts }) => forecasts },
    {
      header: 'load error %',
      cell: ({ loadErrorPercent }) => loadErrorPercent ?? undefined,
      decimals: 1,
    },
    { header: 'missed min', cell: (row) => change(row.availabilityImpact.sloViolationMinutes, 0) },
    {
      header: 'lacking inst. h',
      cell: (row) => change(row.availabilityImpact.shortageInstanceHours, 1),
    },
    { header: 'extra USD', cell: extraUsd },
  ]);
  return [
    'Each predictive policy against the same strategy without it (without → with)',
    '',
    body,
    '',
    `The forecaster is a surrogate: AWS has not published its own.${isOnly ? ' A policy in ForecastOnly did not scale: its figures are what it would have done.' : ''}`,
  ].join('\n');
}

function forecasterName({ forecaster: { method, quantile } }: PredictiveResult): string {
  return quantile === null ? method : `${method} p${formatNumber(100 * quantile)}`;
}

function change(
  figure: { readonly with: number; readonly without: number },
  decimals: number,
): string {
  return `${formatNumber(figure.without, decimals)} → ${formatNumber(figure.with, decimals)}`;
}

function extraUsd({ costImpact: { costUsd } }: PredictiveResult): string {
  const extra = costUsd.with - costUsd.without;
  const percent = (100 * extra) / costUsd.without;
  const sign = extra < 0 ? '−' : '+';
  return `${sign}${formatNumber(Math.abs(extra), 2)} (${sign}${formatNumber(Math.abs(percent), 1)} %)`;
}
