/** A scale on which load is modelled, load being relative to its mean, and the way back. */
export interface LoadScale {
  readonly to: (load: Float64Array) => Float64Array;
  /** Never below 0. */
  readonly from: (scaled: Float64Array) => Float64Array;
}

/**
 * Logarithms, on which daily waves keep their shape when the level moves: asinh(y / 2ε),
 * which is ln(y / ε) for loads well above ε, and linear near 0, so that hours without
 * load are no abyss.
 */
export const logScale: LoadScale = {
  to: (load) => load.map((y) => Math.asinh(y / (2 * FLOOR))),
  from: (logs) => logs.map((z) => Math.max(0, 2 * FLOOR * Math.sinh(Math.min(z, HIGHEST)))),
};

/** The load itself. */
export const plainScale: LoadScale = {
  to: (load) => load,
  from: (load) => load.map((y) => Math.max(0, y)),
};

/** ε, of the mean load. */
const FLOOR = 0.02;
/** A logarithm beyond which nothing is believed, and everything still finite. */
const HIGHEST = 50;
