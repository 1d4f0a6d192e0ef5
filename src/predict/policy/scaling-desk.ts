import type { PredictiveScalingConfiguration } from '../../model/policies/predictive-scaling/configuration.ts';
import type { CloudForecast } from './cloud-forecast.ts';

/** What Auto Scaling is asked and told about predictive policies. Every call throws a `PlimsollError` where it is refused. */
export interface ScalingDesk {
  /** Throws `usage` where there is no such group. */
  readonly group: (groupName: string) => Promise<ScalingGroup>;
  /** The group's policies, of all types. */
  readonly policies: (groupName: string) => Promise<readonly StandingPolicy[]>;
  /** Puts a policy and returns its ARN. */
  readonly put: (
    groupName: string,
    policyName: string,
    configuration: PredictiveScalingConfiguration,
  ) => Promise<string>;
  readonly remove: (groupName: string, policyName: string) => Promise<void>;
  /** @param from epoch seconds, as `until`, which is not included */
  readonly forecast: (
    groupName: string,
    policyName: string,
    from: number,
    until: number,
  ) => Promise<CloudForecast>;
}

/** What of a group bears on a predictive policy. */
export interface ScalingGroup {
  readonly name: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  /** All that it may launch, as far as can be seen; none where it does not say. */
  readonly instanceTypes: readonly string[];
  /** Metrics of the group that it sends to CloudWatch. */
  readonly enabledMetrics: readonly string[];
}

/** A policy that a group has. */
export interface StandingPolicy {
  readonly name: string;
  readonly arn: string;
  /** Such as `TargetTrackingScaling`. */
  readonly type: string;
  /** The PredictiveScalingConfiguration as AWS returns it; `checkConfiguration` reads it. */
  readonly configuration: unknown;
}

/** The predictive ones among policies. */
export function predictiveAmong(policies: readonly StandingPolicy[]): readonly StandingPolicy[] {
  return policies.filter(({ type }) => type === 'PredictiveScaling');
}
