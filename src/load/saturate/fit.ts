import { nelderMead } from '../../forecast/nelder-mead.ts';
import { type Contended, closedThroughput } from '../../model/closed-loop.ts';

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

/**
 * The target that explains the points best with the fewest terms: each set of terms
 * is fitted by weighted least squares of the logarithms, and the lowest Bayesian
 * information criterion wins (Schwarz, 1978), misfit + terms · ln(points).
 *
 * @param points three or more
 */
export function fitBest(points: readonly Point[], awaySeconds: number): Fit {
  const fits = MODELS.filter((terms) => countOf(terms) < points.length).map((terms) =>
    fitTerms(points, awaySeconds, terms),
  );
  const criterion = ({ misfit, terms }: Fit) => misfit + countOf(terms) * Math.log(points.length);
  return fits.reduce((best, fit) => (criterion(fit) < criterion(best) ? fit : best));
}

/** Fits a given set of terms; `from` is where the search begins, if a good place is known. */
export function fitTerms(
  points: readonly Point[],
  awaySeconds: number,
  terms: Terms,
  from?: Contended,
): Fit {
  const cost = (at: readonly number[]) => misfit(points, awaySeconds, targetOf(at, terms));
  const starts = from === undefined ? startsOf(points, awaySeconds) : [from];
  let best: readonly number[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (const start of starts) {
    let at: readonly number[] = vectorOf(start, terms);
    // A second simplex gets out of where the first one folded up.
    for (const step of from === undefined ? [0.3, 0.1] : [0.05]) {
      at = nelderMead(cost, at, step, from === undefined ? 300 : 120);
    }
    const found = cost(at);
    if (found < least) {
      least = found;
      best = at;
    }
  }
  return { terms, target: targetOf(best, terms), misfit: least };
}

function misfit(points: readonly Point[], awaySeconds: number, target: Contended): number {
  let sum = 0;
  for (const { connections, throughput, relativeError } of points) {
    const fitted = closedThroughput(target, connections, awaySeconds);
    const variance = relativeError ** 2 + LEAST_ERROR ** 2;
    sum += (Math.log(throughput) - Math.log(fitted)) ** 2 / variance;
  }
  return Number.isFinite(sum) ? sum : Number.MAX_VALUE;
}

/** Service time from the fewest connections, the rest from how far the most are from a straight line. */
function startsOf(points: readonly Point[], awaySeconds: number): Contended[] {
  const fewest = points.reduce((a, b) => (b.connections < a.connections ? b : a));
  const highest = Math.max(...points.map(({ throughput }) => throughput));
  const serviceSeconds = Math.max(1e-6, fewest.connections / fewest.throughput - awaySeconds);
  const servers = Math.max(1, highest * serviceSeconds);
  return [
    { serviceSeconds, servers, contention: 1e-3, coherency: 1e-5 },
    { serviceSeconds, servers: servers * 2, contention: 0.5 / servers, coherency: 1e-5 },
    {
      serviceSeconds,
      servers: servers * 2,
      contention: 0.1 / servers,
      coherency: 0.2 / servers ** 2,
    },
  ];
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
