/** A scale on which load is modelled, and the way back to load. */
export interface LoadScale {
  readonly to: (load: Float64Array) => Float64Array;
  readonly from: (scaled: Float64Array) => Float64Array;
}

/**
 * Logarithms, on which daily waves keep their shape when the level moves: asinh(y / 2ε),
 * which is ln(y / ε) for loads well above ε, and linear near 0, so that hours without
 * load are no abyss.
 *
 * @param mean the mean load, above 0; ε is a fixed part of it
 */
export function logScale(mean: number): LoadScale {
  const unit = 2 * FLOOR * mean;
  return {
    to: (load) => load.map((y) => Math.asinh(y / unit)),
    from: (scaled) => scaled.map((z) => Math.max(0, unit * Math.sinh(Math.min(z, HIGHEST)))),
  };
}

/** Square roots, between logarithms and the load itself. */
export const rootScale: LoadScale = {
  to: (load) => load.map(Math.sqrt),
  from: (scaled) => scaled.map((z) => Math.max(0, z) ** 2),
};

const FLOOR = 0.02;
/** Of a logarithm, so that nothing becomes infinite. */
const HIGHEST = 50;
