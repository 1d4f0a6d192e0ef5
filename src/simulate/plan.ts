import type { MinuteLoad } from '../curve/curve.ts';
import type { Assumptions } from '../model/assumptions.ts';
import type { Prices } from '../model/cost.ts';
import type { Duration } from '../model/duration.ts';
import type { MetricAlarm, ScalingPolicy } from '../model/policies/policy.ts';
import type { ForecastMethod } from '../model/policies/predictive-scaling/load-forecaster.ts';
import type { ScheduledAction } from '../model/scheduled-action.ts';
import type { LoadBalancer, Service, Slo } from '../model/service.ts';

/** A checked scenario: everything the simulator needs, nothing left to look up or to refuse. */
export interface Plan {
  readonly seed: number;
  readonly curve: CurveFacts;
  /** The whole curve, minute by minute; what lies before `evaluateFrom` is history for predictive policies. */
  readonly load: MinuteLoad;
  /** Index into `load` of the first minute that is simulated. */
  readonly evaluateFrom: number;
  readonly service: Service;
  readonly loadBalancer: LoadBalancer;
  readonly slo: Slo;
  readonly prices: Prices;
  readonly assumptions: Assumptions;
  /** The scenario's own, before any strategy changes it, and AWS's name of it where somebody says one. */
  readonly group: Group;
  readonly groupName: string | undefined;
  /** One or more, no two of one name. */
  readonly strategies: readonly Strategy[];
}

/** What a result says of the curve it was computed on, before it was laid out on minutes. */
export interface CurveFacts {
  readonly source: string;
  readonly stepSeconds: number;
}

/** A named way to scale the group. */
export interface Strategy {
  readonly name: string;
  /** The group's, where it has one: searches for its metrics go by it. */
  readonly groupName: string | undefined;
  /** The scenario's group with this strategy's changes. */
  readonly group: Group;
  readonly policies: readonly ScalingPolicy[];
  /** The alarms that trigger step and simple policies. */
  readonly alarms: readonly MetricAlarm[];
  readonly scheduledActions: readonly ScheduledAction[];
  /** Changes of the desired capacity by hand, each within the group's bounds. */
  readonly manualChanges: readonly ManualChange[];
  /** How its predictive policies forecast. */
  readonly forecaster: ForecastMethod;
}

/** Somebody calls SetDesiredCapacity. */
export interface ManualChange {
  /** Epoch seconds. */
  readonly at: number;
  readonly DesiredCapacity: number;
}

/** The Auto Scaling group: PascalCase is AWS's, camelCase ours. */
export interface Group {
  readonly MinSize: number;
  readonly MaxSize: number;
  /** In service and warm when the simulation begins. */
  readonly DesiredCapacity: number;
  readonly DefaultInstanceWarmup: number | undefined;
  readonly DefaultCooldown: number;
  /** Pending → InService. */
  readonly launchSeconds: Duration;
  /** InService → first passed health check of the target group. */
  readonly bootSeconds: Duration;
  /** EC2 metrics each minute; false: each five minutes, AWS's default. */
  readonly detailedMonitoring: boolean;
}
