import { checkConfiguration } from '../model/policies/predictive-scaling/check-configuration.ts';
import { modeOf } from '../predict/policy/put-policy.ts';
import type { StandingPolicy } from '../predict/policy/scaling-desk.ts';
import { table } from './table.ts';

/** A group's predictive policies for people, a row each. */
export function policiesText(group: string, policies: readonly StandingPolicy[]): string {
  if (policies.length === 0) return `${group} has no predictive scaling policy`;
  return table(policyRows(policies), [
    { header: 'policy', cell: ({ policy }) => policy },
    { header: 'mode', cell: ({ mode }) => mode },
    { header: 'target', cell: ({ target }) => target },
    { header: 'buffer (s)', cell: ({ bufferSeconds }) => bufferSeconds },
    { header: 'at MaxSize', cell: ({ atMaxSize }) => atMaxSize },
  ]);
}

export function policyRows(policies: readonly StandingPolicy[]) {
  return policies.map((policy) => {
    const { configuration } = checkConfiguration(policy.configuration, 'any');
    return {
      policy: policy.name,
      mode: modeOf(policy),
      target: configuration?.MetricSpecifications[0].TargetValue,
      bufferSeconds: configuration?.SchedulingBufferTime,
      atMaxSize: configuration?.MaxCapacityBreachBehavior,
    };
  });
}
