import { seededRandom } from '../../curve/random.ts';
import { type Contended, ceilingOf, closedThroughput, slowdown } from '../../model/closed-loop.ts';
import type { AwayTime } from './away-time.ts';
import { type Fit, fitAll, fitTerms, type Point, type Terms } from './fit.ts';
import { type Plausible, plausibleTargets } from './plausible.ts';
import { relativeError, type SaturateStep, throughputOf, trimmedShare } from './step.ts';

/** A figure and the interval in which it lies with 95 %. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a target can do, worked out from steps. */
export interface Saturation {
  readonly fit: Fit;
  /** What is left out of the service time. */
  readonly awaySeconds: number;
  /** Requests per second at the most. */
  readonly ceiling: Estimate;
  readonly serviceSeconds: Estimate;
  /** Requests served at a time; null where nothing but contention limits them. */
  readonly servers: Estimate | null;
  readonly contention: Estimate;
  readonly coherency: Estimate;
  /** Connections at which a straight line from the first would reach the ceiling. */
  readonly kneeConnections: number;
  /** Whether the steps went far enough beyond the knee to have seen the ceiling. */
  readonly isReached: boolean;
  /** Share of its speed that the target loses to contention and coherency at its ceiling. */
  readonly lostShare: number;
  /** By step: how far off it was told by the others alone, a share; null for the first and the last. */
  readonly heldOut: readonly (number | null)[];
  readonly heldOutMean: number;
}

/**
 * Fits steps; undefined where there are too few (four).
 *
 * The interval joins four errors as independent ones: which targets the steps may be of,
 * given what chance did and whichever of the law's terms explain them as well or nearly;
 * what the law misses (from the mean error on steps left out); how much else throughputs
 * are with the slices that do not count; and for the service time the mean time that
 * requests were away. That of contention or coherency that is left out, 0, is how much
 * of it there may be.
 */
export function estimate(steps: readonly SaturateStep[], away: AwayTime): Saturation | undefined {
  if (steps.length < FEWEST_STEPS) return undefined;
  const points = steps.map(pointOf);
  // Of a target that answers faster than threads wake up, no more than half is left out.
  const half =
    Math.min(...points.map(({ connections, throughput }) => connections / throughput)) / 2;
  const awaySeconds = Math.min(away.usual, half);
  const fits = fitAll(points, awaySeconds);
  const [fit] = fits.ranked;
  const { target } = fit;
  const heldOut = errorsHeldOut(points, awaySeconds, fit);
  const heldOutMean = meanOf(heldOut.filter((error) => error !== null));
  const share = Math.hypot(OF_MEAN_ERROR * heldOutMean, meanOf(steps.map(trimmedShare)));

  const plausible = plausibleTargets(points, awaySeconds, fits, seededRandom(1));
  const figure = (
    of: (target: Contended) => number,
    alsoOff = 0,
    having: (terms: Terms) => boolean = () => true,
  ): Estimate =>
    withInterval(
      of(target),
      quantilesOf(
        plausible.filter(({ terms }) => having(terms)),
        of,
      ),
      Math.hypot(share * of(target), alsoOff),
    );
  const { rate, inService } = ceilingOf(target);
  const kneeConnections = rate * (target.serviceSeconds + awaySeconds);
  const largest = Math.max(...points.map(({ connections }) => connections));
  const highest = Math.max(...points.map(({ throughput }) => throughput));
  return {
    fit,
    awaySeconds,
    ceiling: figure((one) => ceilingOf(one).rate),
    serviceSeconds: figure(({ serviceSeconds }) => serviceSeconds, Math.min(away.mean, half)),
    servers: fit.terms.servers
      ? figure(
          ({ servers }) => servers,
          0,
          ({ servers }) => servers,
        )
      : null,
    contention: figure(
      ({ contention }) => contention,
      0,
      ({ contention }) => fit.terms.contention || contention,
    ),
    coherency: figure(
      ({ coherency }) => coherency,
      0,
      ({ coherency }) => fit.terms.coherency || coherency,
    ),
    kneeConnections,
    isReached: largest >= BEYOND_KNEE * kneeConnections && highest >= NEAR_CEILING * rate,
    lostShare: Number.isFinite(inService) ? 1 - 1 / slowdown(target, inService) : 1,
    heldOut,
    heldOutMean,
  };
}

/** @param others how far off it may be for other reasons than chance */
function withInterval(
  value: number,
  [least, most]: readonly [number, number],
  others: number,
): Estimate {
  const below = Math.hypot(Math.max(0, value - least), others);
  const above = Math.hypot(Math.max(0, most - value), others);
  return { value, low: Math.max(0, value - below), high: value + above };
}

/** Between these 95 % of the weight lies. */
function quantilesOf(
  plausible: readonly Plausible[],
  of: (target: Contended) => number,
): readonly [number, number] {
  const sorted = plausible
    .map(({ target, weight }) => ({ value: of(target), weight }))
    .sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const at = (share: number) => {
    let below = 0;
    for (const { value, weight } of sorted) {
      below += weight;
      if (below >= share * total) return value;
    }
    return sorted[sorted.length - 1].value;
  };
  return [at(0.025), at(0.975)];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Fits the others, and asks what they say of the one. */
function errorsHeldOut(
  points: readonly Point[],
  awaySeconds: number,
  { terms, target }: Fit,
): (number | null)[] {
  const connections = points.map((point) => point.connections);
  const ends = [Math.min(...connections), Math.max(...connections)];
  return points.map((point) => {
    // Nothing is told beyond the steps that there are.
    if (ends.includes(point.connections)) return null;
    const others = points.filter((other) => other !== point);
    const without = fitTerms(others, awaySeconds, terms, target).target;
    const told = closedThroughput(without, point.connections, awaySeconds);
    return Math.abs(told / point.throughput - 1);
  });
}

function pointOf(step: SaturateStep): Point {
  return {
    connections: step.connections,
    throughput: throughputOf(step),
    relativeError: relativeError(step),
  };
}

const FEWEST_STEPS = 4;
/** Half of what holds 95 % of normal errors, 1.96 standard deviations, in mean errors, √(2/π) of one. */
const OF_MEAN_ERROR = 2.5;
const BEYOND_KNEE = 1.3;
const NEAR_CEILING = 0.9;
