import type { Clock } from './clock.ts';
import type { SeedCloudWatch } from './cloudwatch.ts';
import type { Pace } from './next-step.ts';

/** What applying a plan and following it are told alike. */
export interface SeedOptions {
  /** The plan's file; the ledger lies beside it. */
  readonly planPath: string;
  readonly cloudWatch: SeedCloudWatch;
  readonly clock: Clock;
  readonly callsPerSecond: number;
  /** How long a request that nobody waits for may still arrive; undefined: as CloudWatch has it. */
  readonly latestArrivalSeconds: number | undefined;
  /** Asks whether it is meant; throws where it is not. Not asked where nothing is left to send. */
  readonly confirm: () => Promise<void>;
  readonly stop: AbortSignal;
}

/** Asked anew for each step: what answers is known by its answers. */
export function paceOf({
  callsPerSecond,
  latestArrivalSeconds,
  cloudWatch,
}: Pick<SeedOptions, 'callsPerSecond' | 'latestArrivalSeconds' | 'cloudWatch'>): () => Pace {
  return () => ({
    spacingMs: 1000 / callsPerSecond,
    latestArrivalMs: 1000 * (latestArrivalSeconds ?? cloudWatch.latestArrivalSeconds),
  });
}
