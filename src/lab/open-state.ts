import { PlimsollError } from '../error.ts';
import { type Journal, NO_JOURNAL } from '../journal/journal.ts';
import type { PutMetrics } from './cloudwatch/metric-datum.ts';
import { MetricStore } from './cloudwatch/metric-store.ts';
import type { Visibility } from './cloudwatch/visibility.ts';
import { Live } from './live/live.ts';
import { isLiveRecord, type LiveRecord, type Setting } from './live/records.ts';
import { openLog } from './open-log.ts';
import { Turns } from './turns.ts';

/** What the lab knows, and where it keeps it. */
export interface State {
  readonly metrics: MetricStore;
  /** Nothing happens in it until it is told to resume. */
  readonly live: Live;
  /** Epoch milliseconds: the lab has lived until then, at the least. */
  readonly livedUntil: number;
  /** Keeps what was put, then shows it; resolves when it is safe. */
  readonly putMetrics: (put: PutMetrics) => Promise<void>;
  readonly change: Change;
  readonly close: () => Promise<void>;
}

/**
 * Makes one change at a time: decides what is to be, of everything as it is by then,
 * keeps it, does it, and resolves with it when it and what came of it are safe.
 *
 * @param decide throws where it refuses; then nothing has changed
 */
export type Change = <Asked extends Setting>(decide: () => Asked) => Promise<Asked>;

export interface StateOptions {
  readonly visibility: Visibility;
  /** None: nothing is kept. */
  readonly directory: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Told of what could not be kept though nobody asked for it just then. */
  readonly onError: (error: unknown) => void;
}

/**
 * What the lab knew when it last ended, however it ended; nothing without a directory.
 *
 * Throws a `PlimsollError` (`bad-file`) where the directory cannot be used.
 */
export async function openState(options: StateOptions): Promise<State> {
  const { visibility, directory, now, onError } = options;
  const metrics = new MetricStore(visibility);
  let journal: Journal = NO_JOURNAL;
  const underWay = new Set<Promise<void>>();
  const onRecord = (record: LiveRecord) => {
    const kept = journal.append(record);
    underWay.add(kept);
    kept.catch(onError).finally(() => underWay.delete(kept));
    return kept;
  };
  const live = new Live({ store: metrics, now, onRecord });
  const turns = new Turns();
  let livedUntil = Number.NEGATIVE_INFINITY;
  if (directory !== undefined)
    journal = await openLog(directory, (record) => {
      const { kind } = record as LabRecord;
      livedUntil = Math.max(livedUntil, replay(record as LabRecord, metrics, live));
      if (Number.isNaN(livedUntil))
        throw new PlimsollError(
          'bad-file',
          `${directory}: a newer plimsoll has kept ${kind} there: use that one, or another directory`,
        );
    });
  return {
    metrics,
    live,
    livedUntil,
    putMetrics: async (put) => {
      await journal.append({ kind: 'put-metrics', put } satisfies LabRecord);
      metrics.put(put);
    },
    change: (decide) =>
      turns.take(async () => {
        live.advance();
        const asked = decide();
        await live.set(asked, (setting) => journal.append(setting));
        await Promise.all(underWay);
        return asked;
      }),
    close: async () => {
      await Promise.allSettled(underWay);
      await journal.close();
    },
  };
}

/** What the log says has happened; to a new kind of happening belongs a new `kind`. */
type LabRecord = { readonly kind: 'put-metrics'; readonly put: PutMetrics } | LiveRecord;

/** @returns epoch milliseconds at which it happened, as far as it says; NaN for a kind that is not known */
function replay(record: LabRecord, metrics: MetricStore, live: Live): number {
  if (record.kind === 'put-metrics') {
    metrics.put(record.put);
    return record.put.received;
  }
  return isLiveRecord(record) ? live.replay(record) : Number.NaN;
}
