import { formatTimestamp } from '../curve/timestamp.ts';
import { type Activity, causeText } from '../simulate/activity.ts';
import { quoteCsv } from './quote-csv.ts';

/** Every scaling action with its cause, a row each. */
export function activitiesCsv(
  runs: readonly { readonly strategy: string; readonly activities: readonly Activity[] }[],
): string {
  const rows = runs.flatMap(({ strategy, activities }) =>
    activities.map((activity) =>
      [strategy, formatTimestamp(activity.at), activity.from, activity.to, causeText(activity)]
        .map((field) => quoteCsv(String(field)))
        .join(','),
    ),
  );
  return `${['strategy,timestamp,from,to,cause', ...rows].join('\n')}\n`;
}
