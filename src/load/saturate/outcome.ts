import { betweenTargets, ceilingOf, closedThroughput } from '../../model/closed-loop.ts';
import type { Service } from '../../model/service.ts';
import type { AwayTime } from './away-time.ts';
import { type Estimate, estimate, type Saturation } from './estimate.ts';
import { isTooSlow } from './next-step.ts';
import type { SaturateEnd } from './saturate.ts';
import {
  cycleSeconds,
  isGeneratorLimited,
  relativeError,
  type SaturateStep,
  throughputOf,
} from './step.ts';
import { saturateVerdict } from './verdict.ts';

/** What `load saturate` found, as its JSON shows it. */
export interface SaturateOutcome {
  readonly schemaVersion: 1;
  readonly verdict: string;
  readonly url: string;
  readonly stepSeconds: number;
  readonly steps: readonly StepOutcome[];
  /** Null where there were too few steps. */
  readonly fit: FitOutcome | null;
  /** For a scenario; null where the ceiling was not reached. */
  readonly service: ServiceBlock | null;
  /** Whether answers took so long that no more connections were tried: a longer step would see more. */
  readonly stepTooShort: boolean;
  readonly generator: { readonly limited: boolean; readonly busyPercent: number };
  readonly stoppedByFailures: boolean;
  readonly interrupted: boolean;
}

interface StepOutcome {
  readonly connections: number;
  readonly requestsPerSecond: number;
  /** How far chance may have moved it: a standard error. */
  readonly errorPercent: number;
  /** Mean, from one answer on a connection to its next; null where none was seen. */
  readonly responseTimeMs: number | null;
  readonly completed: number;
  /** Of those completed, by their status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** No whole answer, or one of 500 and above. */
  readonly failed: number;
  readonly generatorBusyPercent: number;
  /** Whether the fit rests on it too. */
  readonly isFitted: boolean;
  readonly fittedRequestsPerSecond: number | null;
  /** How far off the other steps alone tell it. */
  readonly heldOutErrorPercent: number | null;
}

interface FitOutcome {
  readonly requestsPerSecond: Estimate;
  readonly serviceTimeMs: Estimate;
  /** Requests served at a time; null: nothing but contention and coherency limits them. */
  readonly concurrency: Estimate | null;
  /** Universal scalability law over the requests in service in this target. */
  readonly contention: Estimate;
  readonly coherency: Estimate;
  readonly kneeConnections: number;
  readonly isCeilingReached: boolean;
  /** Whether requests in service slow one another down: by 5 % or more at the ceiling, and more than the fit may be off. */
  readonly bends: boolean;
  readonly lostPercent: number;
  readonly heldOutErrorPercent: { readonly mean: number; readonly max: number };
  /** Left out of the service time: the way there and back, and this process. */
  readonly awayTimeMs: { readonly usual: number; readonly mean: number };
}

type ServiceBlock = Pick<
  Service,
  'requestsPerSecond' | 'serviceTimeMs' | 'contention' | 'coherency'
>;

export interface SaturateFacts {
  readonly url: string;
  readonly stepSeconds: number;
  readonly away: AwayTime;
  readonly end: SaturateEnd;
  /** Whether what slows requests down is shared by all targets of the group. */
  readonly isShared: boolean;
}

/** Works out what the steps come to. Those at the generator's limit count for nothing but the verdict. */
export function saturateOutcome(
  steps: readonly SaturateStep[],
  facts: SaturateFacts,
): SaturateOutcome {
  const { url, stepSeconds, away, end } = facts;
  const sound = steps.filter((step) => !isGeneratorLimited(step) && throughputOf(step) > 0);
  const found = estimate(sound, away);
  const fit = found === undefined ? null : fitOutcome(found, away);
  const outcome = {
    schemaVersion: 1 as const,
    url,
    stepSeconds,
    steps: steps
      .map((step) => stepOutcome(step, sound.indexOf(step), found))
      .sort((a, b) => a.connections - b.connections),
    fit,
    service:
      found?.isReached === true && isMostly2xx(steps) ? serviceBlock(found, facts.isShared) : null,
    stepTooShort: steps.some((step) => isTooSlow(step, stepSeconds) && isMostlyAnswered(step)),
    generator: {
      limited: sound.length < steps.filter((step) => throughputOf(step) > 0).length,
      busyPercent: Math.max(0, ...steps.map(({ generatorBusyPercent }) => generatorBusyPercent)),
    },
    stoppedByFailures: end === 'failing',
    interrupted: end === 'interrupted',
  };
  return { verdict: saturateVerdict(outcome), ...outcome };
}

function isMostly2xx(steps: readonly SaturateStep[]): boolean {
  let others = 0;
  let completed = 0;
  for (const step of steps) {
    completed += step.completed;
    for (const [status, count] of step.statuses) if (status < 200 || status > 299) others += count;
  }
  return others <= completed / 2;
}

/** What is refused at once is not slow, though no answer comes. */
function isMostlyAnswered({ completed, failed }: SaturateStep): boolean {
  return failed.unanswered <= Math.max(1, completed);
}

function stepOutcome(
  step: SaturateStep,
  fittedAs: number,
  found: Saturation | undefined,
): StepOutcome {
  const { connections, completed, statuses, failed, generatorBusyPercent } = step;
  const heldOut = found?.heldOut[fittedAs] ?? null;
  return {
    connections,
    requestsPerSecond: throughputOf(step),
    errorPercent: 100 * relativeError(step),
    responseTimeMs: throughputOf(step) > 0 ? 1000 * cycleSeconds(step) : null,
    completed,
    statuses: Object.fromEntries(statuses),
    failed: failed.unanswered + failed.status5xx,
    generatorBusyPercent,
    isFitted: found !== undefined && fittedAs >= 0,
    fittedRequestsPerSecond:
      found === undefined
        ? null
        : closedThroughput(found.fit.target, connections, found.awaySeconds),
    heldOutErrorPercent: heldOut === null ? null : 100 * heldOut,
  };
}

function fitOutcome(found: Saturation, away: AwayTime): FitOutcome {
  const known = found.heldOut.filter((error) => error !== null);
  return {
    requestsPerSecond: found.ceiling,
    serviceTimeMs: inMilliseconds(found.serviceSeconds),
    concurrency: found.servers,
    contention: found.contention,
    coherency: found.coherency,
    kneeConnections: found.kneeConnections,
    isCeilingReached: found.isReached,
    bends: found.lostShare >= Math.max(BENT, SURELY * found.heldOutMean),
    lostPercent: 100 * found.lostShare,
    heldOutErrorPercent: {
      mean: 100 * found.heldOutMean,
      max: 100 * Math.max(0, ...known),
    },
    awayTimeMs: { usual: 1000 * found.awaySeconds, mean: 1000 * away.mean },
  };
}

/**
 * The simulator's contention is among the targets of a group. What slows requests
 * down inside one target is in its ceiling already, and the next target has its own;
 * unless it is shared by all of them.
 */
function serviceBlock(
  { fit, ceiling, serviceSeconds }: Saturation,
  isShared: boolean,
): ServiceBlock {
  const { inService } = ceilingOf(fit.target);
  const among =
    isShared && Number.isFinite(inService)
      ? betweenTargets(fit.target, inService)
      : { contention: 0, coherency: 0 };
  return {
    requestsPerSecond: rounded(ceiling.value),
    serviceTimeMs: rounded(1000 * serviceSeconds.value),
    contention: rounded(Math.min(MOST_CONTENTION, among.contention)),
    coherency: rounded(among.coherency),
  };
}

function inMilliseconds({ value, low, high }: Estimate): Estimate {
  return { value: 1000 * value, low: 1000 * low, high: 1000 * high };
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

const BENT = 0.05;
/** So many times the mean error on steps left out. */
const SURELY = 3;
/** A scenario takes less than 1. */
const MOST_CONTENTION = 0.9999;
