import type { Kind } from './kinds.ts';
import type { RateAt } from './shape.ts';

/** A wave around its mean, which it crosses rising at `phaseSeconds` after the curve's start. */
export interface Sine {
  readonly kind: 'sine';
  readonly mean: number;
  readonly amplitude: number;
  readonly periodSeconds: number;
  readonly phaseSeconds: number;
}

export function sineRate({ mean, amplitude, periodSeconds, phaseSeconds }: Sine): RateAt {
  const perSecond = (2 * Math.PI) / periodSeconds;
  return (seconds) => mean + amplitude * Math.sin(perSecond * (seconds - phaseSeconds));
}

export const sine: Kind = {
  parameters: ['mean', 'amplitude', 'period', 'phase'],
  example: 'sine(mean=100, amplitude=50, period=1d)',
  read: (given) => ({
    kind: 'sine',
    mean: given.number('mean'),
    amplitude: given.number('amplitude'),
    periodSeconds: given.duration('period', { above: 0, otherwise: 86_400 }),
    phaseSeconds: given.duration('phase', { otherwise: 0 }),
  }),
};
