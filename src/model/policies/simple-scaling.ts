import { type Evidence, evidence, missingDataEvidence } from '../evidence.ts';
import { type WatchedAlarm, watchAlarm } from '../watched-alarm.ts';
import type { Cooldown } from './cooldown.ts';
import type { SimpleScalingPolicy } from './policy.ts';
import type { RunningPolicy, View } from './running-policy.ts';
import { adjustedCapacity } from './step-adjustment.ts';
import { newestMinute, type Trigger } from './trigger.ts';

/**
 * Makes one adjustment when its alarm rings, and then waits: for the instances to
 * come or go, and for the cooldown after that.
 *
 * Source: EC2 Auto Scaling user guide, "Simple scaling policies" and "Scaling
 * cooldowns".
 */
export class SimpleScaling implements RunningPolicy {
  readonly name: string;
  readonly warmupSeconds = undefined;
  readonly scalesInByConsent = false;
  readonly #policy: SimpleScalingPolicy;
  readonly #alarms: readonly WatchedAlarm[];
  readonly #cooldown: Cooldown;
  readonly #cooldownSeconds: () => number;
  #evidence: Evidence | undefined;

  /**
   * @param cooldown shared by all simple policies of the group
   * @param cooldownSeconds as the group has it when the policy has changed something
   */
  constructor(
    policy: SimpleScalingPolicy,
    triggers: readonly Trigger[],
    cooldown: Cooldown,
    cooldownSeconds: () => number,
    evaluationRangeExtra: number,
  ) {
    this.name = policy.PolicyName;
    this.#policy = policy;
    this.#cooldown = cooldown;
    this.#cooldownSeconds = cooldownSeconds;
    this.#alarms = triggers.map(({ alarm, metric }) =>
      watchAlarm(alarm, metric, evaluationRangeExtra),
    );
  }

  desire(view: View): number {
    let ringing: WatchedAlarm | undefined;
    for (const alarm of this.#alarms) {
      if (alarm.observe(view.visible) === 'ALARM') ringing ??= alarm;
    }
    if (ringing === undefined || !this.#cooldown.isOver(view)) return Number.NaN;
    const { AdjustmentType, ScalingAdjustment, MinAdjustmentMagnitude = 0 } = this.#policy;
    const wanted = adjustedCapacity(
      AdjustmentType,
      ScalingAdjustment,
      view.desired,
      MinAdjustmentMagnitude,
    );
    if (wanted === view.desired) return Number.NaN;
    this.#evidence = seen(ringing, view);
    return wanted;
  }

  evidence(): Evidence {
    if (this.#evidence === undefined) throw new Error(`policy ${this.name} has wanted nothing yet`);
    return this.#evidence;
  }

  followed(): void {
    this.#cooldown.start(this.#cooldownSeconds());
  }
}

function seen(ringing: WatchedAlarm, { visible, desired }: View): Evidence {
  const minute = newestMinute(ringing, visible);
  if (minute < 0) return missingDataEvidence(ringing);
  const { values, periodMinutes } = ringing.metric;
  return evidence(ringing, values[minute - periodMinutes + 1], desired);
}
