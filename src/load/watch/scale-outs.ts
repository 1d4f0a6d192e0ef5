import type { GroupSample } from './group-sample.ts';
import type { GroupActivity } from './group-source.ts';
import type { Sighting } from './placed.ts';

/** What the polls showed of one scale-out, from the first raise until its instances served. */
export interface ScaleOut {
  /** The desired capacity before. */
  readonly from: number;
  /** The highest that it was raised to. */
  readonly to: number;
  /** As the first activity tells it; null where none was seen. */
  readonly cause: string | null;
  /** The alarm that the cause names; null where it names none. */
  readonly alarmName: string | null;
  readonly alarm: Sighting | undefined;
  /** The desired capacity was raised. */
  readonly decision: Sighting;
  /** The first new instance was started. */
  readonly launched: Sighting | undefined;
  /** More were in service than before. */
  readonly inService: Sighting | undefined;
  /** More targets were healthy than before. */
  readonly serving: Sighting | undefined;
}

/**
 * Finds the scale-outs. Raises of the desired capacity that come before those before
 * them have been served are one scale-out.
 *
 * @param samples in the order of time
 */
export function scaleOuts(samples: readonly GroupSample[]): ScaleOut[] {
  const stretches = stretchesOf(samples);
  return stretches.map((stretch, i) =>
    scaleOut(samples, stretch, {
      since: stretches[i - 1]?.first ?? 0,
      end: stretches[i + 1]?.first ?? samples.length,
    }),
  );
}

interface Stretch {
  /** Index of the last sample before the raise. */
  readonly before: number;
  /** Index of the sample that shows it. */
  readonly first: number;
  readonly from: number;
  to: number;
}

function stretchesOf(samples: readonly GroupSample[]): Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | undefined;
  let before: number | undefined;
  samples.forEach((sample, first) => {
    const { desired } = sample;
    if (desired === null) return;
    const had = before === undefined ? desired : (samples[before].desired ?? desired);
    if (desired > had && before !== undefined) {
      if (open === undefined) {
        open = { before, first, from: had, to: desired };
        found.push(open);
      } else open.to = Math.max(open.to, desired);
    }
    if (desired < had || servingOf(sample) >= desired) open = undefined;
    before = first;
  });
  return found;
}

/** Without a target group, what is in service serves. */
function servingOf({ healthy, inService }: GroupSample): number {
  return healthy ?? inService ?? 0;
}

/** @param bounds the samples of the scale-outs before and after */
function scaleOut(
  samples: readonly GroupSample[],
  stretch: Stretch,
  { since, end }: { readonly since: number; readonly end: number },
): ScaleOut {
  const { before, first, from, to } = stretch;
  // Of one poll, the call for activities may have been answered after the one for the group.
  const launches = sightings(samples, before, end, launchesOf);
  const [launch] = launches;
  const cause = launch?.thing.Cause ?? null;
  const alarmName = cause === null ? null : (ALARM.exec(cause)?.[1] ?? null);
  const ended = launches
    .filter(({ thing }) => thing.StatusCode === 'Successful')
    .map(({ thing }) => thing.EndTime)
    .sort();
  return {
    from,
    to,
    cause,
    alarmName,
    alarm:
      alarmName === null && cause !== null
        ? undefined
        : alarmBetween(samples, since, first, alarmName),
    decision: {
      before: samples[before],
      seen: samples[first],
      time: cause === null ? undefined : DECIDED.exec(cause)?.[1],
    },
    launched: launch && { ...launch, time: launch.thing.StartTime },
    inService: more(samples, before, end, ({ inService }) => inService, ended[0]),
    serving: more(samples, before, end, ({ healthy }) => healthy),
  };
}

function launchesOf({ activities }: GroupSample): readonly GroupActivity[] | undefined {
  return activities?.filter(
    ({ Description, Cause }) => LAUNCH.test(Description) && GROWS.test(Cause),
  );
}

/**
 * The last time that the alarm went into ALARM, as seen after the sample `since` and no
 * later than a poll after `until`.
 *
 * @param name null: any of them, since no cause is known
 */
function alarmBetween(
  samples: readonly GroupSample[],
  since: number,
  until: number,
  name: string | null,
): Sighting | undefined {
  const known = new Set<string>();
  return sightings(samples, 0, until + 2, ({ alarms }) => alarms ?? undefined)
    .filter(({ thing: { AlarmName } }) => {
      // As it is told first it was before the run.
      const isChange = known.has(AlarmName);
      known.add(AlarmName);
      return isChange;
    })
    .filter(({ seen, thing: { AlarmName, StateValue } }) => {
      const isAsked = name === null || name === AlarmName;
      return isAsked && StateValue === 'ALARM' && seen.at > samples[since].at;
    })
    .map(({ thing, ...sighting }) => ({ ...sighting, time: thing.StateTransitionedTimestamp }))
    .at(-1);
}

/** The first sample that counts more than there were at `before`. */
function more(
  samples: readonly GroupSample[],
  before: number,
  end: number,
  countOf: (sample: GroupSample) => number | null,
  time?: string,
): Sighting | undefined {
  const had = countOf(samples[before]);
  if (had === null) return undefined;
  let last = samples[before];
  for (const seen of samples.slice(before + 1, end)) {
    const count = countOf(seen);
    if (count === null) continue;
    if (count > had) return { before: last, seen, time };
    last = seen;
  }
  return undefined;
}

/** What samples from `from` on tell, each with the sample that told as much before. */
function sightings<Thing>(
  samples: readonly GroupSample[],
  from: number,
  end: number,
  thingsOf: (sample: GroupSample) => readonly Thing[] | undefined,
): (Sighting & { readonly thing: Thing })[] {
  let before = samples.slice(0, from).findLast((sample) => thingsOf(sample) !== undefined);
  return samples.slice(from, end).flatMap((seen) => {
    const things = thingsOf(seen);
    if (things === undefined) return [];
    const told = things.map((thing) => ({ before, seen, thing }));
    before = seen;
    return told;
  });
}

/**
 * Source: EC2 Auto Scaling user guide, "Verify a scaling activity for an Auto Scaling
 * group": how AWS words descriptions and causes.
 */
const LAUNCH = /^Launching /;
const GROWS = /increasing the capacity/;
const ALARM = /\balarm (.+?) in state ALARM triggered policy/;
const DECIDED = /^At (\d{4}-\d\d-\d\dT[\d:.]+Z)/;
