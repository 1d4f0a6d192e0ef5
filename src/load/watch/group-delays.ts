import type { RunSecond } from '../add-seconds.ts';
import type { LoadSlo } from '../slo.ts';
import { toThousandths } from '../to-thousandths.ts';
import type { GroupSample } from './group-sample.ts';
import { loadRise } from './load-rise.ts';
import { type Moment, placed, type Sighting, sharesClock } from './placed.ts';
import { type ScaleOut, scaleOuts } from './scale-outs.ts';
import { isSloMet } from './slo-second.ts';

/** How long one scale-out took, step by step. What did not happen, or cannot be told, is null. */
export interface GroupDelays {
  /** The desired capacity before, and the highest that it was raised to. */
  readonly from: number;
  readonly to: number;
  /** In AWS's words. */
  readonly cause: string | null;
  readonly alarmName: string | null;
  /** What the delays count from. */
  readonly rose: Moment | null;
  /** The first second that missed a threshold. */
  readonly sloMissed: Delay | null;
  /** The alarm that triggered it went into ALARM. */
  readonly alarm: Delay | null;
  /** The desired capacity was raised. */
  readonly decision: Delay | null;
  /** The first new instance was started. */
  readonly launched: Delay | null;
  /** More instances were in service than before. */
  readonly inService: Delay | null;
  /** More targets were healthy than before. */
  readonly serving: Delay | null;
  /** The first of five seconds in a row, after a miss, that met every threshold. */
  readonly sloHeld: Delay | null;
  /** Seconds that missed a threshold, until the load rose for the next scale-out. */
  readonly sloMissedSeconds: number;
}

/** When it happened, and how long after the rise. */
export interface Delay extends Moment {
  /** null where the load did not rise. */
  readonly delaySeconds: number | null;
}

/** What the delays are worked out from. */
export interface WatchedRun {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly samples: readonly GroupSample[];
  readonly seconds: readonly RunSecond[];
  readonly slos: readonly LoadSlo[];
}

/**
 * The delays of each scale-out of a run. The load is looked for that rose since the
 * decision before, or the run's start, until the alarm, or where there was none the
 * decision. Where the alarm of the scale-out before has rung on, this one answers the
 * same rise.
 */
export function groupDelays({ startedAt, samples, seconds, slos }: WatchedRun): GroupDelays[] {
  const found = scaleOuts(samples);
  const isClockShared = sharesClock(found.flatMap(sightingsOf), startedAt);
  const place = (sighting: Sighting) => placed(sighting, startedAt, isClockShared);
  const placeIf = (sighting: Sighting | undefined) => sighting && place(sighting);
  const answers = answersOf(found, seconds, place);
  return answers.map(({ out, decision, alarm, rose }, i) => {
    const next = answers.slice(i + 1).find((other) => other.rose && other.rose !== rose);
    const slo = sloOf(seconds, slos, (rose ?? decision).atSeconds, next?.rose?.atSeconds);
    const delay = (moment: Moment | undefined) => delayOf(moment, rose);
    return {
      from: out.from,
      to: out.to,
      cause: out.cause,
      alarmName: out.alarmName,
      rose: rose ?? null,
      sloMissed: delay(slo.missed),
      alarm: delay(alarm),
      decision: delay(decision),
      launched: delay(placeIf(out.launched)),
      inService: delay(placeIf(out.inService)),
      serving: delay(placeIf(out.serving)),
      sloHeld: delay(slo.held),
      sloMissedSeconds: slo.missedSeconds,
    };
  });
}

/** A scale-out and the rise of the load that it answers. */
interface Answer {
  readonly out: ScaleOut;
  readonly decision: Moment;
  readonly alarm: Moment | undefined;
  readonly rose: Moment | undefined;
}

function answersOf(
  found: readonly ScaleOut[],
  seconds: readonly RunSecond[],
  place: (sighting: Sighting) => Moment,
): Answer[] {
  const answers: Answer[] = [];
  for (const out of found) {
    const before = answers.at(-1);
    const decision = place(out.decision);
    const alarm = out.alarm && place(out.alarm);
    const from = Math.floor(before?.decision.atSeconds ?? 0);
    const to = (alarm ?? decision).atSeconds;
    const rates = seconds
      .filter(({ second }) => second >= from && second < to)
      .map(({ second, planned }) => ({ second, rate: planned }));
    const rose = loadRise(rates) ?? (hasRungOn(out, before?.out) ? before?.rose : undefined);
    answers.push({ out, decision, alarm, rose });
  }
  return answers;
}

function hasRungOn({ alarmName, alarm }: ScaleOut, before: ScaleOut | undefined): boolean {
  return alarmName !== null && alarm === undefined && before?.alarmName === alarmName;
}

/** Those whose time cannot be later than they are seen; an activity may end after its instance came into service. */
function sightingsOf({ alarm, decision, launched }: ScaleOut): Sighting[] {
  return [alarm, decision, launched].filter((one) => one !== undefined);
}

function delayOf(moment: Moment | undefined, rose: Moment | undefined): Delay | null {
  if (moment === undefined) return null;
  const { atSeconds, uncertaintySeconds, foundBy } = moment;
  return {
    atSeconds: toThousandths(atSeconds),
    delaySeconds: rose === undefined ? null : toThousandths(atSeconds - rose.atSeconds),
    uncertaintySeconds: toThousandths(uncertaintySeconds),
    foundBy,
  };
}

/** What became of the thresholds from one second on until another. */
function sloOf(
  seconds: readonly RunSecond[],
  slos: readonly LoadSlo[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): { missed: Moment | undefined; held: Moment | undefined; missedSeconds: number } {
  const judged =
    slos.length === 0
      ? []
      : seconds
          .filter(({ second }) => second >= Math.floor(from) && second < to)
          .map((second) => ({ second: second.second, isMet: isSloMet(second, slos) }))
          .filter(({ isMet }) => isMet !== undefined);
  const missed = judged.findIndex(({ isMet }) => isMet === false);
  const held = judged.findIndex(
    (_, i) =>
      missed >= 0 &&
      i > missed &&
      i + HELD_SECONDS <= judged.length &&
      judged.slice(i, i + HELD_SECONDS).every(({ isMet }) => isMet),
  );
  return {
    missed: momentOf(judged[missed]),
    held: momentOf(judged[held]),
    missedSeconds: judged.filter(({ isMet }) => isMet === false).length,
  };
}

function momentOf(judged: { readonly second: number } | undefined): Moment | undefined {
  return judged && { atSeconds: judged.second, uncertaintySeconds: 1, foundBy: 'seconds' };
}

/** One second that is good by chance is no end of the trouble. */
const HELD_SECONDS = 5;
