import type { Curve } from '../../curve/curve.ts';
import { PlimsollError } from '../../error.ts';
import { Balancer } from '../../model/balancer.ts';
import { SteadyGroup } from '../../model/steady-group.ts';
import type { Plan } from '../../simulate/plan.ts';
import { type CapacityRule, instancesByRule } from './capacity-rule.ts';
import { type History, PERIOD_SECONDS } from './history.ts';
import type { HistoryWindow } from './history-window.ts';
import { instanceSpread } from './instance-spread.ts';
import { type PeriodLoad, periodsOf } from './period-load.ts';
import { type Carried, replayedGroup } from './replayed-group.ts';
import { shiftTo } from './shift.ts';
import { type Variation, vary } from './variation.ts';

/** By a rule, or as a strategy of the scenario would have had it. */
export type Capacity = CapacityRule | { readonly kind: 'strategy'; readonly name: string };

export interface HistoryOptions extends Variation {
  readonly window: HistoryWindow;
  readonly capacity: Capacity;
}

export interface MadeHistory {
  readonly history: History;
  /** Periods of the curve whose load was unknown, and was filled. */
  readonly filledPeriods: number;
  /** By how many weeks the curve was moved; negative: backwards. */
  readonly shiftedWeeks: number;
  /** Periods in which a part of the curve came a second time. */
  readonly repeatedPeriods: number;
}

/**
 * A history of the plan's group that belongs together: the load of a curve, moved to the
 * window and varied; the instances that carry it; the utilisation that it makes of them,
 * by the model that the simulator runs.
 *
 * Throws a `PlimsollError` for a curve that tells too little, and for options that the
 * scenario does not allow.
 */
export function makeHistory(curve: Curve, plan: Plan, options: HistoryOptions): MadeHistory {
  const { load, filledPeriods } = periodsOf(curve);
  const { load: shifted, weeks, repeatedPeriods } = shiftTo(options.window, load);
  const requests = vary(shifted, options).requestsPerSecond.map((rate) =>
    Math.round(rate * PERIOD_SECONDS),
  );
  if (requests.every((count) => count === 0))
    throw new PlimsollError(
      'bad-file',
      `${curve.source}: makes no request in the whole history; scale it up, or give a special day that is not 0`,
    );
  const whole = {
    start: shifted.start,
    requestsPerSecond: requests.map((count) => count / PERIOD_SECONDS),
  };
  const carried = carry(whole, options.capacity, plan);
  return {
    history: historyOf(shifted.start, requests, carried, plan.service.idleCpuPercent),
    filledPeriods,
    shiftedWeeks: weeks,
    repeatedPeriods,
  };
}

function carry(load: PeriodLoad, capacity: Capacity, plan: Plan): Carried {
  const group = new SteadyGroup(plan.service, new Balancer(plan.service, plan.loadBalancer));
  if (capacity.kind === 'strategy') return replayedGroup(load, capacity.name, group, plan);
  const instances = instancesByRule(load, capacity, group, plan);
  return {
    instances,
    utilizationPercent: load.requestsPerSecond.map((rate, i) =>
      group.cpuPercent(rate, instances[i]),
    ),
  };
}

function historyOf(
  start: number,
  requests: Float64Array,
  { instances, utilizationPercent }: Carried,
  idlePercent: number,
): History {
  const spread = Array.from(requests, (count, i) =>
    instanceSpread(utilizationPercent[i], idlePercent, instances[i], count),
  );
  return {
    start,
    instances,
    utilizationPercent: utilizationPercent.map(fourDecimals),
    lowestPercent: Float64Array.from(spread, ({ lowest }) => fourDecimals(lowest)),
    highestPercent: Float64Array.from(spread, ({ highest }) => fourDecimals(highest)),
    requests,
  };
}

/** A utilisation to more digits than these would be noise in a file. */
function fourDecimals(percent: number): number {
  return Math.round(1e4 * percent) / 1e4;
}
