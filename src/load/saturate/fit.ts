import { nelderMead } from '../../forecast/nelder-mead.ts';
import { type Contended, closedThroughput } from '../../model/closed-loop.ts';
import { startsOf } from './starts.ts';

/** A measured throughput. */
export interface Point {
  readonly connections: number;
  /** Requests per second. */
  readonly throughput: number;
  /** Standard error of its logarithm. */
  readonly relativeError: number;
}

/** Which of the law's terms a fit has; what it has not is 0, or no limit. */
export interface Terms {
  readonly servers: boolean;
  readonly contention: boolean;
  readonly coherency: boolean;
}

export interface Fit {
  readonly terms: Terms;
  readonly target: Contended;
  /** Σ (log measured − log fitted)² / variance. */
  readonly misfit: number;
}

/** All sets of terms, fitted. */
export interface Fits {
  /** The best first. */
  readonly ranked: readonly Fit[];
  /** How often larger than assumed the variance of the points is, 1 or more. */
  readonly dispersion: number;
  /** The Bayesian information criterion of each (Schwarz, 1978): the lower, the better. */
  readonly criterion: (fit: Fit) => number;
}

/**
 * Each set of terms is fitted by weighted least squares of the logarithms. The best
 * explains the points with the fewest terms, by misfit / dispersion + terms · ln(points).
 *
 * @param points four or more
 */
export function fitAll(points: readonly Point[], awaySeconds: number): Fits {
  const fits = MODELS.filter((terms) => countOf(terms) < points.length).map((terms) =>
    fitTerms(points, awaySeconds, terms),
  );
  const fullest = fits.reduce((a, b) => (countOf(b.terms) > countOf(a.terms) ? b : a));
  const freedom = points.length - countOf(fullest.terms);
  const dispersion = Math.max(1, fullest.misfit / freedom);
  const criterion = ({ misfit, terms }: Fit) =>
    misfit / dispersion + countOf(terms) * Math.log(points.length);
  return { ranked: fits.sort((a, b) => criterion(a) - criterion(b)), dispersion, criterion };
}

/**
 * Fits a given set of terms; `from` is where the search begins, if a good place is known.
 * Else it begins in several: a target of 16 servers and one of 32 that bends before it
 * has them all in service look alike, and no way downhill leads from one to the other.
 */
export function fitTerms(
  points: readonly Point[],
  awaySeconds: number,
  terms: Terms,
  from?: Contended,
): Fit {
  const cost = (at: readonly number[]) => misfitOf(points, awaySeconds, targetOf(at, terms));
  const starts = from === undefined ? bestStarts(points, awaySeconds, terms) : [from];
  let best: readonly number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const start of starts) {
    let at: readonly number[] = vectorOf(start, terms);
    // A second simplex gets out of where the first one folded up.
    for (const step of from === undefined ? [0.1, 0.1] : [0.05]) {
      at = nelderMead(cost, at, step, from === undefined ? 200 : 120);
    }
    const found = cost(at);
    if (found < least) {
      least = found;
      best = at;
    }
  }
  return { terms, target: targetOf(best, terms), misfit: least };
}

export function misfitOf(points: readonly Point[], awaySeconds: number, target: Contended): number {
  let sum = 0;
  for (const { connections, throughput, relativeError } of points) {
    const fitted = closedThroughput(target, connections, awaySeconds);
    const variance = relativeError ** 2 + LEAST_ERROR ** 2;
    sum += (Math.log(throughput) - Math.log(fitted)) ** 2 / variance;
  }
  return Number.isFinite(sum) ? sum : Number.MAX_VALUE;
}

/** Of the starts, which differ in the number of servers, the lowest of those that lie lower than both beside them. */
function bestStarts(
  points: readonly Point[],
  awaySeconds: number,
  terms: Terms,
): readonly Contended[] {
  const starts = startsOf(points, awaySeconds, terms).map((target) => ({
    target,
    cost: misfitOf(points, awaySeconds, target),
  }));
  const costAt = (i: number) => starts[i]?.cost ?? Number.POSITIVE_INFINITY;
  return starts
    .filter(({ cost }, i) => cost <= costAt(i - 1) && cost <= costAt(i + 1))
    .sort((a, b) => a.cost - b.cost)
    .slice(0, MOST_STARTS)
    .map(({ target }) => target);
}

/** Logarithms, so that nothing falls below zero. */
function vectorOf(target: Contended, terms: Terms): number[] {
  const at = [Math.log(target.serviceSeconds)];
  if (terms.servers) at.push(Math.log(Math.max(1e-3, target.servers - 1)));
  if (terms.contention) at.push(Math.log(Math.max(1e-9, target.contention)));
  if (terms.coherency) at.push(Math.log(Math.max(1e-12, target.coherency)));
  return at;
}

function targetOf(at: readonly number[], terms: Terms): Contended {
  let next = 1;
  const term = (isThere: boolean, without: number, most: number) =>
    isThere ? Math.min(most, Math.exp(at[next++])) : without;
  return {
    serviceSeconds: Math.exp(at[0]),
    servers: 1 + term(terms.servers, Number.POSITIVE_INFINITY, 1e6),
    contention: term(terms.contention, 0, 1),
    coherency: term(terms.coherency, 0, 1),
  };
}

function countOf({ servers, contention, coherency }: Terms): number {
  return 1 + Number(servers) + Number(contention) + Number(coherency);
}

const MODELS: readonly Terms[] = [
  { servers: true, contention: false, coherency: false },
  { servers: true, contention: true, coherency: false },
  { servers: true, contention: false, coherency: true },
  { servers: true, contention: true, coherency: true },
  { servers: false, contention: true, coherency: false },
  { servers: false, contention: false, coherency: true },
  { servers: false, contention: true, coherency: true },
];

/** What no model of a server comes nearer to, however long one measures: one percent. */
const LEAST_ERROR = 0.01;
const MOST_STARTS = 4;
