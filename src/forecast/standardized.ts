/** A series moved to mean 0 and standard deviation 1, with what was taken off. */
export interface Standardized {
  readonly values: Float64Array;
  readonly mean: number;
  /** Above 0. */
  readonly deviation: number;
}

/** So that penalties mean the same whatever the unit of the series. A constant one becomes zeros. */
export function standardize(series: Float64Array): Standardized {
  const mean = series.reduce((sum, y) => sum + y, 0) / series.length;
  const square = series.reduce((sum, y) => sum + (y - mean) ** 2, 0) / series.length;
  // What is left of a constant series is rounding.
  const varies = square > (1e-9 * mean) ** 2;
  const deviation = varies ? Math.sqrt(square) : 1;
  return {
    values: series.map((y) => (varies ? (y - mean) / deviation : 0)),
    mean,
    deviation,
  };
}
