import { HISTORY_HOURS } from '../forecast/cadence.ts';
import type { Balancer } from '../model/balancer.ts';
import { type Measurements, type MetricOptions, MetricStore } from '../model/metric.ts';
import { type Era, MetricArchive } from '../model/metric-archive.ts';
import type { Forecasting } from '../model/policies/start-policies.ts';
import { assumedMeasurements } from './assumed-history.ts';
import type { Plan, Strategy } from './plan.ts';

/**
 * What the predictive policies of a strategy learn from: before `evaluateFrom` a group
 * that was large enough for the curve, from there on the strategy's own.
 *
 * @param own what the strategy's group measures, and its metrics
 */
export function forecastingOf(
  plan: Plan,
  { forecaster, group, groupName }: Strategy,
  balancer: Balancer,
  own: { readonly measured: Measurements; readonly metrics: MetricStore },
): Forecasting {
  const { load, evaluateFrom, service, assumptions } = plan;
  const options = metricOptions(plan, group);
  const assumed = (from: number, to: number): Era => {
    const startMinute = load.startMinute + from;
    const requestsPerSecond = load.requestsPerSecond.subarray(from, to);
    const part = { startMinute, requestsPerSecond };
    const measured = assumedMeasurements(part, service, balancer, assumptions.historyUtilization);
    const metrics = new MetricStore(measured, options);
    metrics.publish(to - from - 1, to - from - 1);
    return { startMinute, requestsPerSecond, metrics };
  };
  const { startMinute, requestsPerSecond } = own.measured;
  return {
    history: new MetricArchive(
      [
        assumed(Math.max(0, evaluateFrom - 60 * HISTORY_HOURS), evaluateFrom),
        { startMinute, requestsPerSecond, metrics: own.metrics },
      ],
      groupName,
    ),
    future: () => new MetricArchive([assumed(0, load.requestsPerSecond.length)], groupName),
    method: forecaster,
    groupName,
    startMinute,
    createdAt: 60 * startMinute,
  };
}

/** How a group's measurements become metrics. */
export function metricOptions(
  { loadBalancer, assumptions }: Plan,
  { detailedMonitoring }: Strategy['group'],
): MetricOptions {
  return {
    detailedMonitoring,
    zeroRequestCountPerTarget: assumptions.zeroRequestCountPerTarget,
    networkInShare: assumptions.networkInShare,
    bytesPerRequest: loadBalancer.bytesPerRequest,
  };
}
