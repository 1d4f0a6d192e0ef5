import type { Live } from '../live/live.ts';
import type { Setting } from '../live/records.ts';
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
  /** Keeps what an alarm shall be, then makes it so; resolves when it is safe. */
  readonly set: (setting: Setting) => Promise<void>;
}
