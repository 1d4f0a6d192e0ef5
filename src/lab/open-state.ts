import { PlimsollError } from '../error.ts';
import type { PutMetrics } from './cloudwatch/metric-datum.ts';
import { MetricStore } from './cloudwatch/metric-store.ts';
import type { Visibility } from './cloudwatch/visibility.ts';
import { FileJournal, type Journal, NO_JOURNAL } from './journal/journal.ts';

/** What the lab knows, and where it keeps it. */
export interface State {
  readonly metrics: MetricStore;
  /** Keeps what was put, then shows it; resolves when it is safe. */
  readonly putMetrics: (put: PutMetrics) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * What the lab knew when it last ended, however it ended; nothing without a directory.
 *
 * Throws a `PlimsollError` (`bad-file`) where the directory cannot be used.
 */
export async function openState(
  visibility: Visibility,
  directory: string | undefined,
): Promise<State> {
  const metrics = new MetricStore(visibility);
  const journal: Journal =
    directory === undefined
      ? NO_JOURNAL
      : await FileJournal.open(directory, (record) =>
          replay(record as LabRecord, metrics, directory),
        );
  return {
    metrics,
    putMetrics: async (put) => {
      await journal.append({ kind: 'put-metrics', put } satisfies LabRecord);
      metrics.put(put);
    },
    close: () => journal.close(),
  };
}

/** What the log says has happened; to a new kind of happening belongs a new `kind`. */
interface LabRecord {
  readonly kind: 'put-metrics';
  readonly put: PutMetrics;
}

function replay({ kind, put }: LabRecord, metrics: MetricStore, directory: string): void {
  if (kind !== 'put-metrics')
    throw new PlimsollError(
      'bad-file',
      `${directory}: a newer plimsoll has kept ${kind} there: use that one, or another directory`,
    );
  metrics.put(put);
}
