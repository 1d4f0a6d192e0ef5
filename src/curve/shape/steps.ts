import type { Kind } from './kinds.ts';
import type { RateAt } from './shape.ts';

/** One level after another; the last stays. */
export interface Steps {
  readonly kind: 'steps';
  /** One or more. */
  readonly levels: readonly number[];
  readonly eachSeconds: number;
}

export function stepsRate({ levels, eachSeconds }: Steps): RateAt {
  const last = levels.length - 1;
  return (seconds) => levels[Math.min(Math.floor(seconds / eachSeconds), last)];
}

export const steps: Kind = {
  parameters: ['levels', 'each'],
  example: 'steps([100, 200, 400], each=1h)',
  read: (given) => ({
    kind: 'steps',
    levels: given.numbers('levels'),
    eachSeconds: given.duration('each', { above: 0, otherwise: 3600 }),
  }),
};
