import { erlangC } from './erlang.ts';

/**
 * The waiting line of an M/M/c queue in its steady state: a request waits with
 * probability `waits`, and then exponentially with rate `drain`; being served
 * takes exponentially `serviceSeconds` on the mean.
 *
 * In a plain M/M/c queue drain = capacity·(1 − ρ) and capacity = c / service
 * time (Gross et al., Fundamentals of Queueing Theory, §3.3).
 */
export interface WaitingLine {
  /** Probability that a request waits at all. */
  readonly waits: number;
  /** 1/s; the rate at which the tail of the wait falls. */
  readonly drain: number;
  readonly serviceSeconds: number;
}

/**
 * @param servers requests served at a time, 1 or more, not necessarily whole
 * @param capacity requests per second at full utilization
 * @param utilization arrivals over capacity, in [0, 1)
 */
export function steadyState(
  servers: number,
  capacity: number,
  serviceSeconds: number,
  utilization: number,
): WaitingLine {
  return {
    waits: erlangC(servers, utilization),
    drain: capacity * (1 - utilization),
    serviceSeconds,
  };
}

/** Mean number of requests waiting (by Little's law: arrivals × mean wait). */
export function meanWaiting(waits: number, utilization: number): number {
  return (waits * utilization) / (1 - utilization);
}

/** P(wait > seconds). */
export function waitTail(line: WaitingLine, seconds: number): number {
  return line.waits * Math.exp(-line.drain * seconds);
}

/**
 * P(wait + service > seconds), the two being independent:
 * e^(−μt) · (1 + C·μ·(1 − e^(−(a−μ)t)) / (a − μ)), a the drain and μ = 1 / service time.
 */
export function responseTail(line: WaitingLine, seconds: number): number {
  const mu = 1 / line.serviceSeconds;
  const served = Math.exp(-mu * seconds);
  const gap = (line.drain - mu) * seconds;
  // At a = μ the quotient is t; expm1 keeps its neighbourhood exact.
  if (Math.abs(gap) < 1e-9) return served * (1 + line.waits * mu * seconds);
  if (Math.abs(gap) < 1) {
    return served * (1 + (line.waits * mu * seconds * -Math.expm1(-gap)) / gap);
  }
  const waited = Math.exp(-line.drain * seconds);
  return served + (line.waits * mu * (served - waited)) / (line.drain - mu);
}

/** The wait that a share `p` of requests does not exceed, in seconds. */
export function waitQuantile(line: WaitingLine, p: number): number {
  const tail = 1 - p;
  return line.waits <= tail ? 0 : Math.log(line.waits / tail) / line.drain;
}

/** The response time that a share `p` of requests does not exceed, in seconds. */
export function responseQuantile(line: WaitingLine, p: number): number {
  const slowest = Math.min(1 / line.serviceSeconds, line.drain);
  return fallsTo(1 - p, (seconds) => responseTail(line, seconds), 1 / slowest);
}

/**
 * Where a falling function reaches a level: bracket by doubling, then
 * regula falsi in the Illinois manner on the function's logarithm, which is
 * nearly straight for the tails used here.
 *
 * @param start a first guess above 0, the scale of the answer
 * @param precision relative
 */
export function fallsTo(
  level: number,
  tail: (x: number) => number,
  start: number,
  precision = 1e-13,
): number {
  const target = Math.log(level);
  const height = (x: number) => Math.log(tail(x)) - target;
  let low = start;
  let atLow = height(low);
  let high = low;
  let atHigh = atLow;
  while (atLow <= 0) {
    if (low < start * 2 ** -50) return 0;
    high = low;
    atHigh = atLow;
    low /= 2;
    atLow = height(low);
  }
  while (atHigh > 0) {
    low = high;
    atLow = atHigh;
    high *= 2;
    atHigh = height(high);
  }
  if (atHigh === Number.NEGATIVE_INFINITY) return bisect(level, tail, low, high, precision);
  let side = 0;
  for (let i = 0; i < 100 && high - low > precision * high; i++) {
    const middle = (low * atHigh - high * atLow) / (atHigh - atLow);
    const at = height(middle);
    if (Math.abs(at) < precision) return middle;
    if (at > 0) {
      low = middle;
      atLow = at;
      if (side === 1) atHigh /= 2;
      side = 1;
    } else if (at < 0) {
      high = middle;
      atHigh = at;
      if (side === -1) atLow /= 2;
      side = -1;
    } else return middle;
  }
  return (low + high) / 2;
}

function bisect(
  level: number,
  tail: (x: number) => number,
  low: number,
  high: number,
  precision: number,
): number {
  while (high - low > precision * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (tail(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
