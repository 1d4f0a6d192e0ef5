import type { ForecastScore } from '../predict/from-aws/score-records.ts';
import { orNull } from './or-null.ts';
import { table } from './table.ts';

/** How right recorded forecasts were, as JSON; null where no hour has come. */
export function scoreRows(scores: readonly ForecastScore[]): Record<string, unknown>[] {
  return scores.map(({ at, updatedAt, hours, awsMAPE, ownMAPE, awsBias, ownBias }) => ({
    at,
    updatedAt,
    hours,
    awsMapePercent: orNull(awsMAPE),
    ownMapePercent: orNull(ownMAPE),
    awsBiasPercent: orNull(awsBias),
    ownBiasPercent: orNull(ownBias),
  }));
}

export function scoresText(scores: readonly ForecastScore[]): string {
  return table(scores, [
    { header: 'forecast of', cell: ({ updatedAt }) => updatedAt },
    { header: 'hours come', cell: ({ hours }) => hours },
    {
      header: 'AWS off (MAPE %)',
      cell: ({ awsMAPE }) => orNull(awsMAPE) ?? undefined,
      decimals: 1,
    },
    { header: 'ours', cell: ({ ownMAPE }) => orNull(ownMAPE) ?? undefined, decimals: 1 },
    {
      header: 'AWS too high (%)',
      cell: ({ awsBias }) => orNull(awsBias) ?? undefined,
      decimals: 1,
    },
    { header: 'ours', cell: ({ ownBias }) => orNull(ownBias) ?? undefined, decimals: 1 },
  ]);
}
