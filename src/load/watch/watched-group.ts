import type { RunSecond } from '../add-seconds.ts';
import type { LoadSlo } from '../slo.ts';
import { toThousandths } from '../to-thousandths.ts';
import { type GroupDelays, groupDelays } from './group-delays.ts';
import type { GroupSample } from './group-sample.ts';
import type { BalancerMinute, GroupActivity, GroupAlarm, GroupCounts } from './group-source.ts';
import type { RecordedWatch } from './merge-samples.ts';

/** What was seen of a group beside a run: `group` of `load run --output json`. */
export interface WatchedGroup {
  readonly name: string;
  readonly polls: number;
  /** Of these so many lack an answer, or more. */
  readonly failedPolls: number;
  /** How often each call failed. */
  readonly failedCalls: Readonly<Record<string, number>>;
  /** A row a poll. */
  readonly samples: readonly (OnAxis & GroupCounts)[];
  /** As they were seen last, by when they were seen first. */
  readonly activities: readonly (OnAxis & GroupActivity)[];
  /** Each state that was seen. */
  readonly alarms: readonly (OnAxis & GroupAlarm)[];
  /** What the load balancer counted, by the clock of AWS. */
  readonly balancer: readonly (OnAxis & BalancerMinute)[];
  /** One a scale-out. */
  readonly delays: readonly GroupDelays[];
}

interface OnAxis {
  /** Seconds since the run's start. */
  readonly atSeconds: number;
}

/**
 * Puts together what one generator saw, with the seconds of all.
 *
 * @param slos by which each second is judged
 */
export function watchedGroup(
  { startedAt, samples }: RecordedWatch,
  seconds: readonly RunSecond[],
  slos: readonly LoadSlo[],
): WatchedGroup {
  const failedCalls: Record<string, number> = {};
  for (const call of samples.flatMap(({ failed }) => failed))
    failedCalls[call] = (failedCalls[call] ?? 0) + 1;
  return {
    name: samples[0].group,
    polls: samples.length,
    failedPolls: samples.filter(({ failed }) => failed.length > 0).length,
    failedCalls,
    samples: samples.map(({ at, desired, inService, pending, terminating, healthy }) => ({
      atSeconds: at,
      desired,
      inService,
      pending,
      terminating,
      healthy,
    })),
    activities: activitiesOf(samples),
    alarms: samples.flatMap(({ at, alarms }) =>
      (alarms ?? []).map((alarm) => ({ atSeconds: at, ...alarm })),
    ),
    balancer: minutesOf(samples, startedAt),
    delays: groupDelays({ startedAt, samples, seconds, slos }),
  };
}

function activitiesOf(samples: readonly GroupSample[]): WatchedGroup['activities'] {
  const found = new Map<string, OnAxis & GroupActivity>();
  for (const { at, activities } of samples)
    for (const activity of activities ?? []) {
      const { atSeconds = at } = found.get(activity.ActivityId) ?? {};
      found.set(activity.ActivityId, { atSeconds, ...activity });
    }
  return [...found.values()];
}

function minutesOf(samples: readonly GroupSample[], startedAt: string): WatchedGroup['balancer'] {
  const found = new Map<string, BalancerMinute>();
  for (const minute of samples.flatMap(({ balancer }) => balancer))
    found.set(minute.Timestamp, minute);
  return (
    [...found.values()]
      .map((minute) => ({
        atSeconds: toThousandths((Date.parse(minute.Timestamp) - Date.parse(startedAt)) / 1000),
        ...minute,
      }))
      // The load has nothing to do with minutes that ended before it began.
      .filter(({ atSeconds }) => atSeconds > -MINUTE)
      .sort((a, b) => a.atSeconds - b.atSeconds)
  );
}

const MINUTE = 60;
