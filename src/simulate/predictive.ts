import type { ScalingPolicy } from '../model/policies/policy.ts';
import type { PolicyForecasts } from '../model/policies/predictive-scaling/predictive-scaling.ts';
import { measure, type StrategyResult } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Simulation } from './run.ts';
import { type Prepared, simulate } from './simulate.ts';

/** What became of one predictive policy of a strategy. */
export interface PredictiveResult {
  readonly policyName: string;
  readonly mode: 'ForecastOnly' | 'ForecastAndScale';
  /** A surrogate of AWS's, which is not published. */
  readonly forecaster: { readonly method: string; readonly quantile: number | null };
  /** How often it was refreshed. */
  readonly forecasts: number;
  /** Hours of load that its first forecast was made from; null where it made none. */
  readonly firstHistoryHours: number | null;
  /** Pearson's, of the newest forecast: scaling metric against load per instance; null where undefined. */
  readonly metricPairCorrelation: number | null;
  /**
   * Mean of |forecast − actual| / actual over the hours, in percent, each hour as it was
   * forecast when it began; as AWS's graphs have it, hours without load left out.
   */
  readonly loadErrorPercent: number | null;
  /** The strategy with this policy scaling, and without it. */
  readonly availabilityImpact: Impact<'shortageInstanceHours' | 'sloViolationMinutes'>;
  readonly costImpact: Impact<'excessInstanceHours' | 'costUsd'>;
}

type Impact<Figure extends string> = Readonly<
  Record<Figure, { readonly with: number; readonly without: number }>
>;

/**
 * What each predictive policy of a strategy did, and the two questions that AWS's console
 * answers of one: what it does to availability, and what it costs. Each is measured
 * against the same strategy without the policy; one in ForecastOnly as if it had scaled.
 *
 * Shortage and excess are instance-hours below and above the capacity that the SLO
 * needs; AWS infers that from the scaling metric, which shows no load above 100 % CPU.
 *
 * @param result of `simulation`
 */
export function predictiveResults(
  plan: Plan,
  { strategy, forecasts }: Simulation,
  result: StrategyResult,
  prepared: Prepared,
): PredictiveResult[] {
  return forecasts.map((policy) => {
    const { policyName, mode, plans } = policy;
    const run = (policies: readonly ScalingPolicy[]) => {
      const other = simulate(plan, { ...strategy, policies }, prepared);
      return measure(plan, other);
    };
    const scales =
      mode === 'ForecastAndScale' ? result : run(strategy.policies.map(scaling(policyName)));
    // One that does not scale is as if it were not there.
    const without =
      mode === 'ForecastOnly'
        ? result
        : run(strategy.policies.filter(({ PolicyName }) => PolicyName !== policyName));
    return {
      policyName,
      mode,
      forecaster: {
        method: strategy.forecaster.method,
        quantile: strategy.forecaster.quantile ?? null,
      },
      forecasts: plans.length,
      firstHistoryHours: plans.at(0)?.historyHours ?? null,
      metricPairCorrelation: finite(plans.at(-1)?.fit.correlation),
      loadErrorPercent: finite(loadErrorPercent(policy)),
      ...impact(scales, without, prepared),
    };
  });
}

function scaling(name: string): (policy: ScalingPolicy) => ScalingPolicy {
  return (policy) => {
    if (policy.PolicyType !== 'PredictiveScaling' || policy.PolicyName !== name) return policy;
    const { PredictiveScalingConfiguration } = policy;
    return {
      ...policy,
      PredictiveScalingConfiguration: {
        ...PredictiveScalingConfiguration,
        Mode: 'ForecastAndScale',
      },
    };
  };
}

function impact(
  scales: StrategyResult,
  without: StrategyResult,
  { required }: Prepared,
): Pick<PredictiveResult, 'availabilityImpact' | 'costImpact'> {
  // Both are means over the minutes whose need is known.
  const knownHours = required.reduce((sum, need) => sum + (Number.isNaN(need) ? 0 : 1), 0) / 60;
  const both = (figure: (result: StrategyResult) => number) => ({
    with: figure(scales),
    without: figure(without),
  });
  return {
    availabilityImpact: {
      shortageInstanceHours: both(({ elasticity }) => (elasticity?.accuracyU ?? 0) * knownHours),
      sloViolationMinutes: both(({ sloViolationMinutes }) => sloViolationMinutes),
    },
    costImpact: {
      excessInstanceHours: both(({ elasticity }) => (elasticity?.accuracyO ?? 0) * knownHours),
      costUsd: both(({ costUsd }) => costUsd.total),
    },
  };
}

/** Of each hour the newest forecast that was made before it began. */
function loadErrorPercent({ plans, firstHour, load }: PolicyForecasts): number {
  let sum = 0;
  let hours = 0;
  let newest = -1;
  for (let i = 0; i < load.length; i++) {
    const hour = firstHour + i;
    while (newest + 1 < plans.length && plans[newest + 1].madeAt <= hour * 3600) newest++;
    const forecast = newest < 0 ? undefined : plans[newest].load[hour - plans[newest].firstHour];
    if (forecast === undefined || !(load[i] > 0)) continue;
    sum += Math.abs(forecast - load[i]) / load[i];
    hours++;
  }
  return (100 * sum) / hours;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
