/**
 * The weighted median of several forecasts, hour by hour. Between two forecasts it is
 * interpolated, so that it moves smoothly with the weights.
 *
 * @param forecasts equally long
 * @param weights one a forecast, above 0
 */
export function weightedMedian(
  forecasts: readonly Float64Array[],
  weights: readonly number[],
): Float64Array {
  const half = weights.reduce((sum, weight) => sum + weight, 0) / 2;
  const order = [...forecasts.keys()];
  return forecasts[0].map((_, hour) => {
    order.sort((a, b) => forecasts[a][hour] - forecasts[b][hour]);
    // Each value stands at the middle of its own weight; the median is where half lies below.
    let before = Number.NaN;
    let value = Number.NaN;
    let below = 0;
    for (const member of order) {
      const middle = below + weights[member] / 2;
      const next = forecasts[member][hour];
      if (middle >= half)
        return Number.isNaN(value)
          ? next
          : value + ((half - before) / (middle - before)) * (next - value);
      before = middle;
      value = next;
      below += weights[member];
    }
    return value;
  });
}

/**
 * Weights inverse to the squared error that each forecast would have had in the past
 * (Bates & Granger, 1969).
 *
 * @param errors one a forecast, 0 or more; without any past, NaN, and all weigh the same
 */
export function inverseSquareWeights(errors: readonly number[]): number[] {
  const least = NEVER_PERFECT * Math.max(...errors);
  return errors.map((error) => (least > 0 ? Math.max(error, least) ** -2 : 1));
}

/** Of the largest error: so that an exact repetition does not weigh infinitely. */
const NEVER_PERFECT = 1e-4;
