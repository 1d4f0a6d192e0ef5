import { ridge } from '../../forecast/ridge.ts';
import type { Contended } from '../../model/closed-loop.ts';
import type { Point, Terms } from './fit.ts';

/**
 * Where the search for a target may begin, by rising number of servers: 1 to as many as
 * there were connections. With c servers and m requests in service the law is linear,
 *
 *     m / throughput = s + s·σ·(m − 1) + s·κ·m·(m − 1)      m = min(c, inside)
 *
 * and by Little's law N − throughput · away of N are inside; so that s, σ and κ come of
 * linear least squares of the relative errors.
 */
export function startsOf(
  points: readonly Point[],
  awaySeconds: number,
  terms: Terms,
): readonly Contended[] {
  const most = Math.max(...points.map(({ connections }) => connections));
  const counts: number[] = terms.servers ? [] : [Number.POSITIVE_INFINITY];
  if (terms.servers) for (let count = 1; count < most * FINER; count *= FINER) counts.push(count);
  return counts.map((servers) => linearFit(points, awaySeconds, terms, servers));
}

function linearFit(
  points: readonly Point[],
  awaySeconds: number,
  terms: Terms,
  servers: number,
): Contended {
  const columns = 1 + Number(terms.contention) + Number(terms.coherency);
  const regression = ridge(
    new Float64Array(columns).fill(NEXT_TO_NOTHING),
    new Float64Array(columns),
  );
  // Times in a unit of about the service time, so that the regression's numbers are near 1.
  const unit = Math.min(...points.map(({ connections, throughput }) => connections / throughput));
  for (const { connections, throughput } of points) {
    const inside = Math.max(connections / 2, connections - throughput * awaySeconds);
    const m = Math.min(servers, inside);
    const share = (unit * throughput) / m;
    const row = [share];
    if (terms.contention) row.push((m - 1) * share);
    if (terms.coherency) row.push(m * (m - 1) * share);
    regression.add(Float64Array.from(row), 1, 1);
  }
  const found = [...regression.solve()];
  const serviceSeconds = unit * Math.max(1e-3, found.shift() ?? 0);
  const term = (isThere: boolean, least: number) =>
    isThere ? Math.min(1, Math.max(least, ((found.shift() ?? 0) * unit) / serviceSeconds)) : 0;
  return {
    serviceSeconds,
    servers,
    contention: term(terms.contention, 1e-4),
    coherency: term(terms.coherency, 1e-6),
  };
}

/** From one number of servers to the next. */
const FINER = 1.2;
/** So that it can be solved whatever the points. */
const NEXT_TO_NOTHING = 1e-9;
