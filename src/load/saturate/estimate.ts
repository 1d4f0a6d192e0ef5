import { type Random, seededRandom } from '../../curve/random.ts';
import { type Contended, ceilingOf, closedThroughput, slowdown } from '../../model/closed-loop.ts';
import type { AwayTime } from './away-time.ts';
import { type Fit, fitBest, fitTerms, type Point } from './fit.ts';
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
 * The interval joins four errors as independent ones: what chance did (the steps'
 * slices of time drawn anew, and fitted again), what the law misses (the mean error
 * on steps left out), how much else throughputs are with the slices that do not count,
 * and for the service time the mean time that requests were away.
 */
export function estimate(steps: readonly SaturateStep[], away: AwayTime): Saturation | undefined {
  if (steps.length < FEWEST_STEPS) return undefined;
  const points = steps.map(pointOf);
  // Of a target that answers faster than threads wake up, no more than half is left out.
  const half =
    Math.min(...points.map(({ connections, throughput }) => connections / throughput)) / 2;
  const awaySeconds = Math.min(away.usual, half);
  const fit = fitBest(points, awaySeconds);
  const { target } = fit;
  const heldOut = errorsHeldOut(points, awaySeconds, fit);
  const heldOutMean = meanOf(heldOut.filter((error) => error !== null));
  const share = Math.hypot(heldOutMean, meanOf(steps.map(trimmedShare)));

  const random = seededRandom(1);
  const again = Array.from({ length: DRAWS }, () => {
    const drawn = steps.map((step) => pointOf(drawnAnew(step, random)));
    return fitTerms(drawn, awaySeconds, fit.terms, target).target;
  });
  const figure = (of: (target: Contended) => number, alsoOff = 0): Estimate =>
    withInterval(of(target), again.map(of), Math.hypot(share * of(target), alsoOff));
  const { rate, inService } = ceilingOf(target);
  const kneeConnections = rate * (target.serviceSeconds + awaySeconds);
  const largest = Math.max(...points.map(({ connections }) => connections));
  const highest = Math.max(...points.map(({ throughput }) => throughput));
  return {
    fit,
    awaySeconds,
    ceiling: figure((one) => ceilingOf(one).rate),
    serviceSeconds: figure(({ serviceSeconds }) => serviceSeconds, Math.min(away.mean, half)),
    servers: fit.terms.servers ? figure(({ servers }) => servers) : null,
    contention: figure(({ contention }) => contention),
    coherency: figure(({ coherency }) => coherency),
    kneeConnections,
    isReached: largest >= BEYOND_KNEE * kneeConnections && highest >= NEAR_CEILING * rate,
    lostShare: Number.isFinite(inService) ? 1 - 1 / slowdown(target, inService) : 1,
    heldOut,
    heldOutMean,
  };
}

/** @param others how far off it may be for other reasons than chance */
function withInterval(value: number, drawn: readonly number[], others: number): Estimate {
  const sorted = drawn.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const below = Math.hypot(Math.max(0, value - at(0.025)), others);
  const above = Math.hypot(Math.max(0, at(0.975) - value), others);
  return { value, low: Math.max(0, value - below), high: value + above };
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

/** The same step with its slices drawn with replacement. */
function drawnAnew(step: SaturateStep, random: Random): SaturateStep {
  const filled = step.cycles.filter(({ count }) => count > 0);
  return { ...step, cycles: filled.map(() => filled[Math.floor(random() * filled.length)]) };
}

const FEWEST_STEPS = 4;
const DRAWS = 200;
const BEYOND_KNEE = 1.3;
const NEAR_CEILING = 0.9;
