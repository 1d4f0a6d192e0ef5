import { requestsUntil, type Schedule, timeOfRequests } from './schedule.ts';

/**
 * The pacer: which requests are due, as a pure function of the time since the start.
 *
 * With R(t) the integral of the rate r over [0, t], in requests, arrival n (0, 1, …)
 * is due when half of it has accrued:
 *
 *     R(t) │            ╭───── 3     tₙ = R⁻¹(n + ½)
 *          │       ╭────╯
 *      2.5 ┼──────╭╯ ← arrival 2     until t there are ⌊R(t) + ½⌋ arrivals
 *      1.5 ┼───╭──╯
 *      0.5 ┼─╭─╯                     so any stretch of time holds its integral
 *          └─┴──┴──┴────────── t     to within one, and the whole run to within ½
 *
 * A steady rate of 10 requests/s sends at 50 ms, 150 ms, 250 ms and so on.
 */
export function arrivalsUntil(schedule: Schedule, seconds: number): number {
  return Math.floor(requestsUntil(schedule, seconds) + 0.5);
}

/**
 * Seconds since the start at which arrival n (0, 1, …) is due; infinite where the curve
 * ends before it.
 *
 * @param from a line at or before the one in which it is due, to look from there
 */
export function timeOf(schedule: Schedule, n: number, from = 0): number {
  if (n >= totalArrivals(schedule)) return Number.POSITIVE_INFINITY;
  return timeOfRequests(schedule, n + 0.5, from);
}

/** How many arrivals a schedule has: its integral, rounded. */
export function totalArrivals(schedule: Schedule): number {
  return Math.floor(schedule.requests + 0.5);
}
