import type { SteadyGroup } from '../../model/steady-group.ts';
import type { Plan, Strategy } from '../../simulate/plan.ts';
import { simulateByName } from '../../simulate/simulate-by-name.ts';
import { PERIOD_SECONDS } from './history.ts';
import { PERIODS_A_DAY, type PeriodLoad } from './period-load.ts';

/** Who carried a load, and how busy that kept them. */
export interface Carried {
  readonly instances: Float64Array;
  readonly utilizationPercent: Float64Array;
}

/**
 * Replays a load against a strategy of the scenario, and takes instances and CPU from
 * the simulator's timeline, five minutes together: the instances in service on average,
 * to the next whole one, and the utilisation at which so many do the work that was done.
 * The load's first day goes ahead of it once more, so that the group has found its size.
 *
 * Throws a `PlimsollError` (`usage`) when no strategy has the name.
 */
export function replayedGroup(
  load: PeriodLoad,
  strategyName: string,
  steady: SteadyGroup,
  plan: Plan,
): Carried {
  const { timeline } = simulateByName(
    { ...plan, load: inMinutes(withLeadIn(load)), evaluateFrom: 0 },
    strategyName,
  );
  const periods = load.requestsPerSecond.length;
  const instances = new Float64Array(periods);
  const utilizationPercent = new Float64Array(periods);
  for (let i = 0; i < periods; i++) {
    const { present, work } = sums(timeline, MINUTES * (PERIODS_A_DAY + i));
    const count = Math.max(1, Math.round(present / MINUTES));
    instances[i] = count;
    utilizationPercent[i] = Number.isNaN(work)
      ? steady.cpuPercent(load.requestsPerSecond[i], count)
      : Math.min(100, work / MINUTES / count);
  }
  return { instances, utilizationPercent };
}

/** How many changes of a strategy happen at a date of their own, which a replay may not reach. */
export function datedChanges({ scheduledActions, manualChanges }: Strategy): number {
  const once = scheduledActions.filter(({ Recurrence }) => Recurrence === undefined);
  return once.length + manualChanges.length;
}

/** Instances, and instances × CPU, over the minutes of a period; where no instance was measured, the mean of the others. */
function sums(
  { inService, cpuPercent }: { inService: Int32Array; cpuPercent: Float64Array },
  from: number,
): { present: number; work: number } {
  let present = 0;
  let work = 0;
  let measured = 0;
  for (let minute = from; minute < from + MINUTES; minute++) {
    present += inService[minute];
    if (Number.isNaN(cpuPercent[minute])) continue;
    work += inService[minute] * cpuPercent[minute];
    measured++;
  }
  return { present, work: (work * MINUTES) / measured };
}

function withLeadIn({ start, requestsPerSecond }: PeriodLoad): PeriodLoad {
  const both = new Float64Array(PERIODS_A_DAY + requestsPerSecond.length);
  both.set(requestsPerSecond.subarray(0, PERIODS_A_DAY));
  both.set(requestsPerSecond, PERIODS_A_DAY);
  return { start: start - PERIODS_A_DAY * PERIOD_SECONDS, requestsPerSecond: both };
}

function inMinutes({ start, requestsPerSecond }: PeriodLoad) {
  return {
    startMinute: start / 60,
    requestsPerSecond: Float64Array.from(
      { length: MINUTES * requestsPerSecond.length },
      (_, minute) => requestsPerSecond[Math.floor(minute / MINUTES)],
    ),
  };
}

const MINUTES = PERIOD_SECONDS / 60;
