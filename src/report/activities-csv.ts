import { formatTimestamp } from '../curve/timestamp.ts';
import { type Activity, causeText } from '../model/activity.ts';
import { quoteCsv } from './quote-csv.ts';

/** A row a scaling action. */
export const ACTIVITIES_HEADER = 'strategy,timestamp,from,to,cause\n';

export function* activityRows(
  strategy: string,
  activities: readonly Activity[],
): Generator<string> {
  for (const activity of activities) {
    const { at, from, to } = activity;
    const fields = [strategy, formatTimestamp(at), from, to, causeText(activity)];
    yield `${fields.map((field) => quoteCsv(String(field))).join(',')}\n`;
  }
}
