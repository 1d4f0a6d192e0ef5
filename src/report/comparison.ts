import type { Slo } from '../model/service.ts';
import type { ComparedStrategy, Comparison } from '../simulate/compare.ts';
import { chart } from './chart.ts';
import { clock } from './clock.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';
import { predictiveTable } from './predictive.ts';
import { replicationTable } from './replications.ts';
import { sensitivityTable } from './sensitivity.ts';
import { table } from './table.ts';
import { allowedMinutes, verdict } from './verdict.ts';

export interface ComparisonTextOptions {
  readonly slo: Slo;
  /** Instances that the SLO needs, minute by minute; for the chart. */
  readonly demand: Float64Array;
  /** Instances in service with the best strategy. */
  readonly capacity: Int32Array;
  /** Characters a line. */
  readonly width: number;
  readonly color: boolean;
}

/**
 * A comparison for people: the verdict, a row a strategy, what spoils each and its
 * cure, the demand against the best strategy's capacity, and what was assumed.
 */
export function comparisonText(comparison: Comparison, options: ComparisonTextOptions): string {
  return [
    comparison.interrupted ? PARTIAL : '',
    verdict(comparison, options.slo),
    context(comparison, options.slo),
    strategyTable(comparison),
    warningLines(comparison.strategies),
    predictiveTable(comparison),
    replicationTable(comparison),
    sensitivityTable(comparison),
    demandChart(comparison, options),
    caveats(comparison),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function context({ curve, evaluated, strategies }: Comparison, slo: Slo): string {
  const window = `${clock(evaluated.start)} to ${clock(evaluated.end)} UTC, ${formatDuration(60 * evaluated.minutes)}`;
  const allowed = allowedMinutes(slo, evaluated.minutes);
  // The curve's, history included.
  const peak =
    evaluated.start === curve.start ? `, peak ${formatNumber(curve.peakRequestsPerSecond)}/s` : '';
  return [
    `load  ${window}: ${formatNumber(strategies[0].requests.offered, 0)} requests${peak}`,
    `SLO   p95 up to ${slo.p95LatencyMs} ms, failures up to ${slo.failedPercent} %; it may be missed in ${allowed || 'no'} minutes`,
  ].join('\n');
}

type Row = Pick<ComparedStrategy, 'name'> & {
  readonly instanceHours: number | null;
  readonly costUsd: { readonly total: number | null };
} & Partial<Omit<ComparedStrategy, 'costUsd' | 'instanceHours'>>;

function strategyTable({ strategies, ideal, best }: Comparison): string {
  const rows: Row[] = [...strategies, { name: 'ideal', ...ideal }];
  return table<Row>(rows, [
    { header: '', cell: ({ name }) => (name === best ? '▶' : '') },
    { header: 'strategy', cell: ({ name }) => name },
    { header: 'USD', cell: ({ costUsd }) => known(costUsd.total), decimals: 2 },
    {
      header: 'vs first',
      cell: (row) => percent(row.comparedToFirst?.costPercent),
      align: 'right',
    },
    { header: 'instance h', cell: (row) => known(row.instanceHours), decimals: 1 },
    { header: 'mean', cell: (row) => row.capacity?.mean, decimals: 1 },
    { header: 'peak', cell: (row) => row.capacity?.peak },
    { header: 'CPU %', cell: (row) => known(row.utilizationPercent?.mean), decimals: 1 },
    { header: 'p95 ms', cell: (row) => known(row.latencyMs?.p95), decimals: 0 },
    { header: 'p99 ms', cell: (row) => known(row.latencyMs?.p99), decimals: 0 },
    { header: 'failed %', cell: failedPercent, align: 'right' },
    { header: 'missed min', cell: (row) => row.sloViolationMinutes },
    {
      header: 'SLO',
      cell: ({ meetsSlo }) => (meetsSlo === undefined ? '' : meetsSlo ? 'holds' : 'missed'),
    },
    { header: 'out', cell: (row) => row.activities?.scaleOut },
    { header: 'in', cell: (row) => row.activities?.scaleIn },
  ]);
}

function failedPercent({ requests }: Row): string | undefined {
  if (requests === undefined || requests.offered === 0) return undefined;
  const failed = (100 * requests.failed) / requests.offered;
  return failed > 0 && failed < 0.001 ? '<0.001' : formatNumber(failed, failed === 0 ? 0 : 3);
}

/** A line a warning; one that all strategies share is said once. */
function warningLines(strategies: readonly ComparedStrategy[]): string {
  const lines = new Map<string, string[]>();
  for (const { name, warnings } of strategies) {
    for (const { minutes, code, cure } of warnings) {
      const text = `${code} for ${formatDuration(60 * minutes)}; ${cure}`;
      lines.set(text, [...(lines.get(text) ?? []), name]);
    }
  }
  return [...lines]
    .map(
      ([text, names]) =>
        `! ${names.length === strategies.length && names.length > 1 ? 'all' : names.join(', ')}: ${text}`,
    )
    .join('\n');
}

function demandChart(
  { best, evaluated }: Comparison,
  { demand, capacity, width, color }: ComparisonTextOptions,
): string {
  return chart({
    series: [
      { label: 'needed for the SLO', values: demand },
      { label: `in service with ${best}`, values: capacity },
    ],
    width,
    height: 10,
    start: Date.parse(evaluated.start) / 1000,
    stepSeconds: 60,
    unit: 'instances',
    color,
  });
}

function caveats({ assumptions, pricesAsOf }: Comparison): string {
  return [
    'ideal: the least capacity, minute by minute, with the future known; a floor, not a strategy.',
    `Not calibrated against a recorded group; ${assumptions.length} assumptions about what AWS has not published (--output json lists them).`,
    `USD: EC2 on demand, load balancer and CloudWatch, at prices of ${pricesAsOf}.`,
  ].join('\n');
}

function percent(value: number | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return `${value > 0 ? '+' : ''}${formatNumber(value, 1)} %`;
}

function known(value: number | null | undefined): number | undefined {
  return value ?? undefined;
}

const PARTIAL = 'Interrupted: what follows is a partial result.';
