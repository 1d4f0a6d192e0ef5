import { parseDuration } from '../../curve/duration.ts';
import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';

/** What the lab does wrong on purpose, of how many of an operation's requests; shares from 0 to 1. */
export interface FaultPlan {
  readonly throttle: number;
  readonly fail: number;
  readonly incomplete: number;
  readonly dropAfterStore: number;
  readonly storeLate: number;
  readonly storeLateSeconds: number;
  readonly late: number;
  readonly lateSeconds: number;
}

export const NO_FAULTS: FaultPlan = {
  throttle: 0,
  fail: 0,
  incomplete: 0,
  dropAfterStore: 0,
  storeLate: 0,
  storeLateSeconds: 0,
  late: 0,
  lateSeconds: 0,
};

/**
 * Reads texts such as `PutMetricData:throttle=0.1,500=0.05,late=2s@0.1,drop-after-store=0.1`;
 * `*` is every operation without a text of its own, and a share not given is all.
 *
 * Throws a `PlimsollError` (`usage`) that names the value and the cure.
 *
 * @param operations what the lab has
 */
export function parseFaults(
  texts: readonly string[],
  operations: readonly string[],
): ReadonlyMap<string, FaultPlan> {
  const plans = new Map<string, FaultPlan>();
  for (const text of texts) {
    const [, name, rest] = /^([^:]*):(.*)$/s.exec(text) ?? [];
    if (name === undefined || rest.trim() === '')
      throw wrong(`${shown(text)} is no fault: give ${A_FAULT}`);
    const operation = name.trim();
    checkOperation(operation, operations);
    if (plans.has(operation)) throw wrong(`${operation} is given twice: keep one`);
    const plan = rest.split(',').reduce(withPart, NO_FAULTS);
    if (plan.incomplete > 0 && operation !== 'GetMetricData')
      throw wrong(`incomplete is for GetMetricData, and not for ${operation}: leave it out there`);
    plans.set(operation, plan);
  }
  return plans;
}

const A_FAULT = 'an operation and what befalls it, such as PutMetricData:throttle=0.1,late=2s@0.1';

function checkOperation(name: string, operations: readonly string[]): void {
  if (name === '*' || operations.includes(name)) return;
  const meant = nearest(name, operations);
  const cure =
    meant === undefined ? `known are *, ${operations.join(', ')}` : `did you mean ${meant}?`;
  throw wrong(`${shown(name)} is no operation of the lab: ${cure}`);
}

function withPart(plan: FaultPlan, text: string): FaultPlan {
  const [kind, value = '1'] = text.trim().split(/=(.*)/s);
  switch (kind) {
    case 'throttle':
      return { ...plan, throttle: readShare(value, text) };
    case '500':
      return { ...plan, fail: readShare(value, text) };
    case 'incomplete':
      return { ...plan, incomplete: readShare(value, text) };
    case 'drop-after-store':
      return { ...plan, dropAfterStore: readShare(value, text) };
    case 'late': {
      const { seconds, share } = readDelay(value, text);
      return { ...plan, lateSeconds: seconds, late: share };
    }
    case 'store-late': {
      const { seconds, share } = readDelay(value, text);
      return { ...plan, storeLateSeconds: seconds, storeLate: share };
    }
    default: {
      const meant = nearest(kind, KINDS);
      const cure = meant === undefined ? `known are ${KINDS.join(', ')}` : `did you mean ${meant}?`;
      throw wrong(`${shown(kind)} is no fault: ${cure}`);
    }
  }
}

const KINDS = ['throttle', '500', 'incomplete', 'late', 'drop-after-store', 'store-late'];
/** Seconds; no answer is held for ever. */
const LATEST = 3600;

function readDelay(value: string, text: string) {
  const [duration, share = '1'] = value.split('@');
  const seconds = parseDuration(duration);
  if (!(seconds <= LATEST)) {
    const [kind] = text.trim().split('=');
    throw wrong(
      `${shown(text)} is no delay: give up to ${LATEST}s, such as ${kind}=2s or ${kind}=0.5s@0.1`,
    );
  }
  return { seconds, share: readShare(share, text) };
}

function readShare(value: string, text: string): number {
  const share = Number(value);
  if (value.trim() === '' || !(share >= 0 && share <= 1))
    throw wrong(`${shown(text)} has no share: give 0 to 1, such as 0.1`);
  return share;
}

function wrong(problem: string): PlimsollError {
  return new PlimsollError('usage', `--fault: ${problem}`);
}
