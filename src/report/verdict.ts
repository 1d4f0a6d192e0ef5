import type { Slo } from '../model/service.ts';
import type { ComparedStrategy, Comparison } from '../simulate/compare.ts';
import { formatNumber } from './format-number.ts';

/** The answer in a sentence: which strategy, what it saves against the first, whether the SLO holds. */
export function verdict({ strategies, best, evaluated }: Comparison, slo: Slo): string {
  const [first] = strategies;
  const winner = strategies.find(({ name }) => name === best) ?? first;
  if (!winner.meetsSlo) {
    return `No strategy holds the SLO. ${winner.name} comes nearest: it misses it in ${formatNumber(winner.sloViolationMinutes)} minutes (${allowedMinutes(slo, evaluated.minutes) || 'none'} are allowed)${failures(winner, slo)}, for ${usd(winner)}.`;
  }
  const cheaper = strategies.filter(({ costUsd }) => costUsd.total < winner.costUsd.total);
  const others =
    cheaper.length === 0
      ? ''
      : ` ${cheaper.map(({ name }) => name).join(', ')} ${cheaper.length === 1 ? 'is' : 'are'} cheaper but ${cheaper.length === 1 ? 'misses' : 'miss'} it.`;
  return `${winner.name} is the cheapest that holds the SLO: ${usd(winner)}${saving(winner, first)}.${others}`;
}

function failures({ requests }: ComparedStrategy, slo: Slo): string {
  const failed = (100 * requests.failed) / requests.offered;
  return failed > slo.failedPercent ? ` and fails ${formatNumber(failed)} % of requests` : '';
}

function usd({ costUsd }: ComparedStrategy): string {
  return `$${formatNumber(costUsd.total, 2)}`;
}

function saving(winner: ComparedStrategy, first: ComparedStrategy): string {
  const percent = winner.comparedToFirst.costPercent;
  if (winner === first || percent === null) return '';
  if (Math.abs(percent) < 0.05) return `, as much as ${first.name}`;
  return `, ${formatNumber(Math.abs(percent), 1)} % ${percent < 0 ? 'less' : 'more'} than ${first.name}`;
}

/** How many whole minutes may miss the SLO. */
export function allowedMinutes(slo: Slo, minutes: number): number {
  return Math.floor(slo.violationMinutes ?? minutes / 1000);
}
