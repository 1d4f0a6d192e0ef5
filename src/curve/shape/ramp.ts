import type { Kind } from './kinds.ts';
import type { RateAt, Sampling } from './shape.ts';

/** A straight line from one rate to another; the one before it, the other after it. */
export interface Ramp {
  readonly kind: 'ramp';
  readonly from: number;
  readonly to: number;
  /** After the curve's start. */
  readonly startSeconds: number;
  /** undefined: until the curve ends. */
  readonly forSeconds: number | undefined;
}

export function rampRate(ramp: Ramp, curve: Sampling): RateAt {
  const { from, to, startSeconds } = ramp;
  const length = ramp.forSeconds ?? curve.seconds - startSeconds;
  return (seconds) => {
    const since = seconds - startSeconds;
    if (since <= 0) return from;
    return since >= length ? to : from + (to - from) * (since / length);
  };
}

export const ramp: Kind = {
  parameters: ['from', 'to', 'start', 'for'],
  example: 'ramp(from=100, to=500, start=1h, for=30m)',
  read: (given) => ({
    kind: 'ramp',
    from: given.number('from'),
    to: given.number('to'),
    startSeconds: given.duration('start', { otherwise: 0 }),
    forSeconds: given.has('for') ? given.duration('for', { above: 0 }) : undefined,
  }),
};
