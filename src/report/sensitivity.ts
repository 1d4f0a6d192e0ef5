import type { Comparison } from '../simulate/compare.ts';
import type { Sensitivity } from '../simulate/sensitivity.ts';
import { formatNumber } from './format-number.ts';
import { table } from './table.ts';

/** How the verdict moves with each assumption; empty where it was not asked for. */
export function sensitivityTable({
  sensitivity,
  assumptions,
  strategies,
  best,
}: Comparison): string {
  if (sensitivity === undefined || sensitivity.length === 0) return '';
  const winner = strategies.find(({ name }) => name === best);
  const assumed = new Map(assumptions.map(({ name, value }) => [name, value]));
  const moved = sensitivity.filter((one) => one.best !== best).length;
  const rows = table(sensitivity, [
    { header: 'assumption', cell: ({ name }) => name },
    { header: 'instead of', cell: ({ name }) => String(assumed.get(name)), align: 'right' },
    { header: 'value', cell: ({ value }) => String(value), align: 'right' },
    { header: 'best', cell: (one) => (one.best === best ? `${best} (as before)` : one.best) },
    { header: 'its USD', cell: (one) => own(one).costUsd.total, decimals: 2 },
    { header: 'missed min', cell: (one) => own(one).sloViolationMinutes },
    { header: 'SLO', cell: (one) => (own(one).meetsSlo ? 'holds' : 'missed') },
  ]);
  const heading =
    moved === 0
      ? `Whatever is assumed, ${best} stays best${winner === undefined ? '' : ` ($${formatNumber(winner.costUsd.total, 2)} as assumed)`}`
      : `${moved} of ${sensitivity.length} other assumptions change which strategy is best`;
  return `${heading}\n\n${rows}`;
}

function own({ strategies, best }: Sensitivity): Sensitivity['strategies'][number] {
  return strategies.find(({ name }) => name === best) ?? strategies[0];
}
