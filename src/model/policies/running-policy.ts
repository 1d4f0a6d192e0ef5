import type { Evidence } from '../evidence.ts';

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
   * The capacity it wants now, not yet clamped to the group's bounds; NaN when it is quiet.
   *
   * A want above the desired capacity is a scale-out, one below a scale-in.
   */
  desire(view: View): number;
  /** Why it wanted what it last wanted. */
  evidence(): Evidence;
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
export interface GroupActivity {
  readonly pending: number;
  readonly draining: number;
  /** Epoch seconds at which an instance last finished launching or terminating. */
  readonly settledAt: number;
  /** Instances that came into service before a moment, and were still warming then. */
  warmingBefore(moment: number, warmupSeconds: number): number;
  /** Instances that have been in service for their warm-up. */
  warmedUp(now: number, warmupSeconds: number): number;
}
