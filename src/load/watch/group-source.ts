/**
 * Tells how an Auto Scaling group is now: the group itself, its activities, its targets,
 * the alarms of its policies and what its load balancer counted.
 */
export interface GroupSource {
  /** The group's name. */
  readonly group: string;
  /** Asks once, and throws nothing: what cannot be told is in `failures`. */
  look(question: GroupQuestion): Promise<GroupLook>;
  close(): void;
}

export interface GroupQuestion {
  /** Ends what is not answered by then. */
  readonly signal: AbortSignal;
  /** Whether the load balancer's counts are asked for, which cost money. */
  readonly isBalancerAsked: boolean;
}

export interface GroupLook extends GroupCounts {
  /** The newest hundred; null where they could not be told. */
  readonly activities: readonly GroupActivity[] | null;
  readonly alarms: readonly GroupAlarm[] | null;
  /** The last minutes that CloudWatch shows; null where nobody asked. */
  readonly balancer: readonly BalancerMinute[] | null;
  readonly failures: readonly LookFailure[];
}

/** Instances by what they are at a moment; null where it could not be told. */
export interface GroupCounts {
  readonly desired: number | null;
  readonly inService: number | null;
  readonly pending: number | null;
  readonly terminating: number | null;
  /** Those that are healthy in every target group of the group; null also where it has none. */
  readonly healthy: number | null;
}

/** As DescribeScalingActivities tells it; its times are ISO 8601. */
export interface GroupActivity {
  readonly ActivityId: string;
  readonly Description: string;
  readonly Cause: string;
  readonly StatusCode: string;
  readonly StartTime: string;
  readonly EndTime?: string | undefined;
}

/** As DescribeAlarms tells it. */
export interface GroupAlarm {
  readonly AlarmName: string;
  readonly StateValue: string;
  /** ISO 8601. */
  readonly StateTransitionedTimestamp: string;
}

/** A minute of CloudWatch's AWS/ApplicationELB, over the group's target groups; null where it has no datapoint. */
export interface BalancerMinute {
  /** Its beginning, ISO 8601. */
  readonly Timestamp: string;
  readonly RequestCount: number | null;
  /** The average, in seconds. */
  readonly TargetResponseTime: number | null;
  readonly HTTPCode_ELB_5XX_Count: number | null;
  readonly HTTPCode_Target_5XX_Count: number | null;
}

/** A call that was not answered with what was asked. */
export interface LookFailure {
  /** Such as `autoscaling:DescribeAutoScalingGroups`. */
  readonly call: string;
  readonly message: string;
  /** It was asked too often. */
  readonly isThrottled: boolean;
}
