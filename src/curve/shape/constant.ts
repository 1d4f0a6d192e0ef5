import type { Kind } from './kinds.ts';
import type { RateAt } from './shape.ts';

/** Always the same; also what a bare number is. */
export interface Constant {
  readonly kind: 'constant';
  readonly rate: number;
}

export function constantRate({ rate }: Constant): RateAt {
  return () => rate;
}

export const constant: Kind = {
  parameters: ['rate'],
  example: 'constant(100)',
  read: (given) => ({ kind: 'constant', rate: given.number('rate') }),
};
