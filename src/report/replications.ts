import type { Comparison } from '../simulate/compare.ts';
import type { Interval } from '../simulate/replicate.ts';
import { formatNumber } from './format-number.ts';
import { table } from './table.ts';

/** How far each strategy's figures spread over the seeds; empty where none were run. */
export function replicationTable({ strategies, seed }: Comparison): string {
  const replicated = strategies.flatMap(({ name, replications }) =>
    replications === undefined ? [] : [{ name, ...replications }],
  );
  if (replicated.length === 0) return '';
  const rows = table(replicated, [
    { header: 'strategy', cell: ({ name }) => name },
    { header: 'USD', cell: ({ costUsd }) => spread(costUsd, 2), align: 'right' },
    { header: 'missed min', cell: (row) => spread(row.sloViolationMinutes, 0), align: 'right' },
    { header: 'failed %', cell: (row) => spread(row.failedPercent, 3), align: 'right' },
    {
      header: 'holds the SLO',
      cell: (row) => `${formatNumber(row.meetsSloPercent, 0)} %`,
      align: 'right',
    },
  ]);
  const { count } = replicated[0];
  return `Over ${count} seeds, ${seed} to ${seed + count - 1}: the mean, and where 95 % of them lie\n\n${rows}`;
}

function spread({ mean, low, high }: Interval, decimals: number): string {
  const [middle, from, to] = [mean, low, high].map((value) => formatNumber(value, decimals));
  return from === to ? middle : `${middle} (${from} to ${to})`;
}
