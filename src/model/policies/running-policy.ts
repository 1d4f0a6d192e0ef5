import type { Evidence } from '../evidence.ts';
import type { PolicyForecasts } from './predictive-scaling/predictive-scaling.ts';

/** A policy at work on one group: asked each minute what capacity it wants. */
export interface RunningPolicy {
  readonly name: string;
  /**
   * How long a new instance takes until the policy counts on it; scale-in waits for
   * it. Undefined: the policy knows no warm-up.
   */
  readonly warmupSeconds: number | undefined;
  /** Whether no policy of this kind may scale in unless all of the kind want to (target tracking). */
  readonly scalesInByConsent: boolean;
  /**
   * Whether it never lowers the capacity itself: what it wants below the desired
   * capacity only bounds what others lower it to (predictive scaling).
   */
  readonly onlyHoldsUp?: boolean;
  /**
   * The capacity it wants now, not yet clamped to the group's bounds; NaN when it is quiet.
   *
   * A want above the desired capacity is a scale-out, one below a scale-in.
   */
  desire(view: View): number;
  /** The MaxSize that its last want asks the group to be raised to; absent where it honours the group's. */
  maxSize?(): number;
  /** Why it wanted what it last wanted. */
  evidence(): Evidence;
  /** Of a policy that forecasts, what it did and what came until a moment, epoch seconds. */
  forecasts?(until: number): PolicyForecasts;
  /** Told when the group followed its last want. */
  followed?(view: View, from: number, to: number): void;
}

/** What a policy may look at. */
export interface View {
  /** Epoch seconds: the end of `minute`. */
  readonly now: number;
  /** Index of the minute that has just ended. */
  readonly minute: number;
  /** Index of the newest minute whose metrics CloudWatch has. */
  readonly visible: number;
  readonly desired: number;
  readonly group: GroupActivity;
}

/** Whether the group is still busy with what it was told last. */
interface GroupActivity {
  readonly pending: number;
  readonly draining: number;
  /** Epoch seconds at which an instance last finished launching or terminating. */
  readonly settledAt: number;
  /** Instances that came into service before a moment, and were still warming then. */
  warmingBefore(moment: number, warmupSeconds: number): number;
  /** Instances that have been in service for their warm-up. */
  warmedUp(now: number, warmupSeconds: number): number;
}
