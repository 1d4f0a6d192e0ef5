/** What one target does with the requests that are in it. */
export interface Contended {
  /** Mean time to serve a request, with no other in service. */
  readonly serviceSeconds: number;
  /** Requests served at a time, 1 or more; Infinity: no limit. */
  readonly servers: number;
  /** Universal scalability law over the requests in service: waiting for what they share. */
  readonly contention: number;
  /** Universal scalability law over the requests in service: keeping what they share consistent. */
  readonly coherency: number;
}

/**
 * Requests per second that a target completes while `inside` requests are in it: up
 * to `servers` of them are in service, the others wait, and by the universal
 * scalability law (Gunther, 1993) m in service slow one another down,
 *
 *     μ(k) = m / (s·(1 + σ·(m − 1) + κ·m·(m − 1)))      m = min(k, servers)
 */
function completionRate(target: Contended, inside: number): number {
  const m = Math.min(inside, target.servers);
  return m / (target.serviceSeconds * slowdown(target, m));
}

/** How much longer a request takes with m in service than alone. */
export function slowdown({ contention, coherency }: Contended, m: number): number {
  return 1 + contention * (m - 1) + coherency * m * (m - 1);
}

/** The most that a target completes, and with how many in service. */
export function ceilingOf(target: Contended): {
  readonly rate: number;
  readonly inService: number;
} {
  const { serviceSeconds, servers, contention, coherency } = target;
  // Where the law bends down again: dμ/dm = 0.
  const bend = coherency > 0 ? Math.sqrt(Math.max(0, 1 - contention) / coherency) : Infinity;
  const inService = Math.max(1, Math.min(servers, bend));
  if (inService < Infinity) return { rate: completionRate(target, inService), inService };
  return { rate: contention > 0 ? 1 / (serviceSeconds * contention) : Infinity, inService };
}

/**
 * The law over the targets of a group, `1 + σ·(n − 1) + κ·n·(n − 1)`, where what the
 * requests in service share is shared by all targets, as a database is: with m in
 * service in each of n targets, slowdown(n·m) / slowdown(m) is just of this form.
 */
export function betweenTargets(
  target: Contended,
  m: number,
): Pick<Contended, 'contention' | 'coherency'> {
  const { contention, coherency } = target;
  const alone = slowdown(target, m);
  return {
    contention: (contention * m + coherency * m * (m - 1)) / alone,
    coherency: (coherency * m ** 2) / alone,
  };
}

/**
 * Requests per second through a target of `connections` clients of which each sends
 * its next request `awaySeconds` after the answer to the last (the way there and
 * back, and the client itself).
 *
 * The machine repairman's model: k requests are inside with probability p(k), where
 *
 *     p(k + 1) / p(k) = (N − k) / (away · μ(k + 1))      X = Σ p(k)·μ(k)
 *
 * Exact for exponential times. Where `awaySeconds` is small against the service
 * time, all are inside nearly always, and it holds for any distribution.
 */
export function closedThroughput(
  target: Contended,
  connections: number,
  awaySeconds: number,
): number {
  if (awaySeconds === 0) return completionRate(target, connections);
  // From all inside downwards, where nearly all of the probability is. Unnormalized,
  // kept in range by what has been the largest so far.
  const mostLeft = awaySeconds * ceilingOf(target).rate;
  let weight = 1;
  let total = 0;
  let throughput = 0;
  for (let k = connections; k > 0; k--) {
    const rate = completionRate(target, k);
    total += weight;
    throughput += weight * rate;
    weight *= (awaySeconds * rate) / (connections - k + 1);
    // From here on each is less than half of the one before.
    if (weight < NEGLIGIBLE * total && 2 * mostLeft < connections - k + 2) break;
    if (weight > 1e200) {
      total /= weight;
      throughput /= weight;
      weight = 1;
    }
  }
  // What is left is that of none inside, or nothing.
  return throughput / (total + weight);
}

/** What all that follows may come to, against what there is: less than a number holds. */
const NEGLIGIBLE = 1e-17;
