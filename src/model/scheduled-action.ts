import { Cron } from 'croner';

/** A scheduled action as `aws autoscaling describe-scheduled-actions` prints it, times in epoch seconds. */
export interface ScheduledAction {
  readonly ScheduledActionName: string;
  /** When it runs first; undefined: at the first time that Recurrence names. */
  readonly StartTime?: number | undefined;
  /** From here on it no longer exists. */
  readonly EndTime?: number | undefined;
  /** Five fields of cron; undefined: it runs once, at StartTime. */
  readonly Recurrence?: string | undefined;
  /** IANA; undefined: UTC. */
  readonly TimeZone?: string | undefined;
  readonly MinSize?: number | undefined;
  readonly MaxSize?: number | undefined;
  readonly DesiredCapacity?: number | undefined;
}

/**
 * When an action runs next, epoch seconds; Infinity when it does not. With a
 * recurrence it runs at StartTime too, and then recurs. Cron fields are read in the
 * action's time zone, daylight saving included.
 *
 * Source: EC2 Auto Scaling user guide, "Scheduled scaling". The runs themselves, in
 * AWS up to two minutes late, are on time here.
 *
 * @param from epoch seconds, the earliest time that counts
 * @throws what croner throws for a pattern or a time zone it does not know
 */
export function nextRun(action: ScheduledAction, from: number): number {
  const { StartTime, EndTime = Number.POSITIVE_INFINITY, Recurrence } = action;
  if (StartTime !== undefined && from <= StartTime)
    return StartTime < EndTime ? StartTime : Number.POSITIVE_INFINITY;
  if (Recurrence === undefined) return Number.POSITIVE_INFINITY;
  const cron = new Cron(Recurrence, { mode: '5-part', timezone: action.TimeZone ?? 'Etc/UTC' });
  // croner looks for times after the one it is given.
  const next = cron.nextRun(new Date(1000 * from - 1));
  const seconds = next === null ? Number.POSITIVE_INFINITY : next.getTime() / 1000;
  return seconds < EndTime ? seconds : Number.POSITIVE_INFINITY;
}
