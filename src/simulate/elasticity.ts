/** How well supply followed demand, as the elasticity benchmarks measure it. */
export interface Elasticity {
  /** Mean instances lacking. */
  readonly accuracyU: number;
  /** Mean instances too many. */
  readonly accuracyO: number;
  /** Share of time with too few. */
  readonly timeshareU: number;
  /** Share of time with too many. */
  readonly timeshareO: number;
  /** Percent of time in which demand and supply do not move the same way. */
  readonly instability: number;
  /** Percent of demand lacking, on the mean over time. */
  readonly thetaU: number;
  /** Percent of demand too many, on the mean over time. */
  readonly thetaO: number;
}

/**
 * Compares supply with demand in equal steps of time.
 *
 * With d demand, s supply, T steps: accuracyU = Σ(d−s)⁺/T, accuracyO = Σ(s−d)⁺/T,
 * timeshareU = Σ[d>s]/T, timeshareO = Σ[s>d]/T, thetaU = 100·Σ((d−s)⁺/d)/T, thetaO
 * likewise, instability = 100·Σ_{t≥2} min(|sgn Δs − sgn Δd|, 1)/(T−1). Steps with an
 * unknown demand (NaN) are left out, steps without demand out of the thetas.
 *
 * Source: Herbst et al., "Ready for Rain? A View from SPEC Research on the Future of
 * Cloud Metrics" (SPEC RG, 2016); the BUNGEE benchmark.
 *
 * @returns null where no step has a known demand
 */
export function elasticity(
  demand: ArrayLike<number>,
  supply: ArrayLike<number>,
): Elasticity | null {
  let steps = 0;
  let demanded = 0;
  let moves = 0;
  let lacking = 0;
  let excess = 0;
  let timeLacking = 0;
  let timeExcess = 0;
  let shareLacking = 0;
  let shareExcess = 0;
  let unlike = 0;
  for (let t = 0; t < demand.length; t++) {
    const d = demand[t];
    if (Number.isNaN(d)) continue;
    const gap = d - supply[t];
    steps++;
    if (gap > 0) {
      lacking += gap;
      timeLacking++;
    } else if (gap < 0) {
      excess -= gap;
      timeExcess++;
    }
    if (d > 0) {
      demanded++;
      if (gap > 0) shareLacking += gap / d;
      else shareExcess -= gap / d;
    }
    if (t === 0 || Number.isNaN(demand[t - 1])) continue;
    moves++;
    const moved = supply[t] - supply[t - 1];
    const asked = d - demand[t - 1];
    if (moved > 0 !== asked > 0 || moved < 0 !== asked < 0) unlike++;
  }
  if (steps === 0) return null;
  return {
    accuracyU: lacking / steps,
    accuracyO: excess / steps,
    timeshareU: timeLacking / steps,
    timeshareO: timeExcess / steps,
    instability: moves === 0 ? 0 : (100 * unlike) / moves,
    thetaU: demanded === 0 ? 0 : (100 * shareLacking) / demanded,
    thetaO: demanded === 0 ? 0 : (100 * shareExcess) / demanded,
  };
}

/**
 * How much better than a baseline: the geometric mean of the ratios of thetaU,
 * thetaO, timeshareU and timeshareO, above 1 where better.
 *
 * @returns null where a factor is 0, that is, undefined
 */
export function elasticSpeedup(baseline: Elasticity, measured: Elasticity): number | null {
  const factors = (['thetaU', 'thetaO', 'timeshareU', 'timeshareO'] as const).map(
    (name) => baseline[name] / measured[name],
  );
  const product = factors.reduce((sum, factor) => sum * factor, 1);
  return Number.isFinite(product) && product > 0 ? product ** 0.25 : null;
}
