import type { Live } from '../live/live.ts';
import type { Change } from '../open-state.ts';
import type { PutMetrics } from './metric-datum.ts';
import type { MetricStore } from './metric-store.ts';

/** What CloudWatch's operations work on. */
export interface CloudWatchWorld {
  readonly store: MetricStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Keeps data for good, then shows them; resolves when they are safe. */
  readonly keep: (put: PutMetrics) => Promise<void>;
  /** Has the alarms. */
  readonly live: Live;
  readonly change: Change;
}
