import { sampleCorrelation } from 'simple-statistics';

/** How a load becomes a capacity. */
export interface CapacityFit {
  /** The load metric's hourly sum that one instance carries for each unit of the scaling metric. */
  readonly loadPerInstanceAndUnit: number;
  /**
   * Pearson's correlation of the scaling metric with the load per instance, as
   * CloudWatch's PredictiveScalingMetricPairCorrelation; NaN where one of them does
   * not vary. Near 1 where the two metrics belong together.
   */
  readonly correlation: number;
}

/**
 * Learns how much load an instance carries from hours in which load, scaling metric
 * and capacity are all known.
 *
 * A regression through the origin of the load per instance on the scaling metric:
 *
 *     r = Σ (L/C · S) / Σ S²
 *
 * AWS says that the forecast of the load is turned into the capacity that keeps the
 * scaling metric at its target, and that this passes through the relation of the two
 * metrics; not how. This is our surrogate.
 *
 * @param load hourly sums; NaN where unknown, as in the other two
 * @param scaling hourly means
 * @param capacity instances, hourly means
 * @returns undefined where no hour tells anything
 */
export function fitCapacity(
  load: ArrayLike<number>,
  scaling: ArrayLike<number>,
  capacity: ArrayLike<number>,
): CapacityFit | undefined {
  const perInstance: number[] = [];
  const metric: number[] = [];
  for (let hour = 0; hour < load.length; hour++) {
    const each = load[hour] / capacity[hour];
    if (!Number.isFinite(each) || !Number.isFinite(scaling[hour])) continue;
    perInstance.push(each);
    metric.push(scaling[hour]);
  }
  const squares = metric.reduce((sum, value) => sum + value * value, 0);
  const products = metric.reduce((sum, value, i) => sum + value * perInstance[i], 0);
  if (!(squares > 0 && products > 0)) return undefined;
  return {
    loadPerInstanceAndUnit: products / squares,
    correlation: correlationOf(metric, perInstance),
  };
}

/** The least whole capacity that keeps the scaling metric at its target or below it. */
export function capacityFor(load: number, target: number, fit: CapacityFit): number {
  return Math.ceil(load / (fit.loadPerInstanceAndUnit * target) - ROUNDING);
}

/** What arithmetic may add to a whole number of instances. */
const ROUNDING = 1e-9;

function correlationOf(x: readonly number[], y: readonly number[]): number {
  if (x.length < 2 || isConstant(x) || isConstant(y)) return Number.NaN;
  return sampleCorrelation([...x], [...y]);
}

/** To within what arithmetic adds: the correlation of rounding errors says nothing. */
function isConstant(values: readonly number[]): boolean {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return high - low <= 1e-9 * Math.max(Math.abs(low), Math.abs(high));
}
