import type { Random } from '../../curve/random.ts';
import { standardNormal } from '../../curve/standard-normal.ts';
import type { Contended } from '../../model/closed-loop.ts';
import { type Fit, type Fits, misfitOf, type Point, type Terms } from './fit.ts';

/** A target that the points may be of. */
export interface Plausible {
  readonly target: Contended;
  readonly terms: Terms;
  /** How plausible, beside the others. */
  readonly weight: number;
}

/**
 * Targets as plausible as the points make them: those of each set of terms by its
 * likelihood, and the sets by their criterion, e^(−criterion / 2), which is what makes
 * it the Bayesian one. Before the points are seen all contentions and coherencies are
 * as plausible, and all logarithms of times and servers.
 */
export function plausibleTargets(
  points: readonly Point[],
  awaySeconds: number,
  { ranked, dispersion, criterion }: Fits,
  random: Random,
): readonly Plausible[] {
  const least = criterion(ranked[0]);
  const logOf = (target: Contended) => -misfitOf(points, awaySeconds, target) / dispersion / 2;
  return ranked
    .filter((fit) => criterion(fit) - least < NEAR)
    .flatMap((fit) => {
      const weight = Math.exp((least - criterion(fit)) / 2);
      return walk(fit, logOf, random).map((target) => ({
        target,
        terms: fit.terms,
        weight,
      }));
    });
}

/**
 * Walkers through the targets of one set of terms, from where the fit is, each stretched
 * towards or away from another: Goodman & Weare, "Ensemble samplers with affine invariance", 2010.
 */
function walk(
  { target, terms }: Fit,
  logOf: (target: Contended) => number,
  random: Random,
): Contended[] {
  const walkers = Array.from({ length: WALKERS }, () => {
    const at = placeNear(target, terms, random);
    return { at, log: logOf(targetAt(at, terms)) };
  });
  const visited: Contended[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const walker of walkers) {
      const other = walkers[Math.floor(random() * WALKERS)];
      const stretch = ((MOST_STRETCH - 1) * random() + 1) ** 2 / MOST_STRETCH;
      const at = other.at.map((x, i) => x + stretch * (walker.at[i] - x));
      const log = logOf(targetAt(at, terms));
      if (Math.log(1 - random()) > (at.length - 1) * Math.log(stretch) + log - walker.log) continue;
      walker.at = at;
      walker.log = log;
    }
    if (round >= SETTLING) for (const { at } of walkers) visited.push(targetAt(at, terms));
  }
  return visited;
}

/** The logarithms of service time and servers, contention and coherency as they are. */
function placeNear(target: Contended, terms: Terms, random: Random): number[] {
  const { serviceSeconds, servers, contention, coherency } = target;
  const m = Math.min(servers, 1 / Math.sqrt(coherency + 1e-4));
  const at = [Math.log(serviceSeconds) + 0.01 * standardNormal(random)];
  if (terms.servers) at.push(Math.log(servers) + 0.05 * standardNormal(random));
  if (terms.contention)
    at.push(contention + (0.1 * contention + 0.01 / m) * standardNormal(random));
  if (terms.coherency)
    at.push(coherency + (0.1 * coherency + 0.01 / m ** 2) * standardNormal(random));
  return at;
}

/** What lies below zero is mirrored, which is as good as a wall. */
function targetAt(at: readonly number[], terms: Terms): Contended {
  let next = 1;
  return {
    serviceSeconds: Math.exp(at[0]),
    servers: terms.servers
      ? Math.exp(Math.min(MOST_LOG_SERVERS, Math.abs(at[next++])))
      : Number.POSITIVE_INFINITY,
    contention: terms.contention ? Math.min(1, Math.abs(at[next++])) : 0,
    coherency: terms.coherency ? Math.min(1, Math.abs(at[next++])) : 0,
  };
}

/** Beyond this a set of terms has less than a hundredth of the best one's weight. */
const NEAR = 10;
const WALKERS = 20;
const ROUNDS = 100;
const SETTLING = 40;
const MOST_STRETCH = 2;
const MOST_LOG_SERVERS = Math.log(1e6);
