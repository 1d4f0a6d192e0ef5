import type { Kind } from './kinds.ts';
import type { RateAt } from './shape.ts';

/** A crowd that comes fast, leaves slowly and is gone when its time is over. */
export interface Flash {
  readonly kind: 'flash';
  /** Its beginning, after the curve's start. */
  readonly atSeconds: number;
  /** What it adds at its height. */
  readonly peak: number;
  readonly forSeconds: number;
  /** From its beginning to its height. */
  readonly riseSeconds: number;
}

/**
 * A straight rise, then an exponential decay, lowered a little so that it ends at 0.
 * With u the part of the decay that has passed:
 *
 *     rate = peak · (e^(−3u) − e^(−3)) / (1 − e^(−3))
 */
export function flashRate({ atSeconds, peak, forSeconds, riseSeconds }: Flash): RateAt {
  const decaySeconds = forSeconds - riseSeconds;
  return (seconds) => {
    const since = seconds - atSeconds;
    if (since <= 0 || since >= forSeconds) return 0;
    if (since < riseSeconds) return peak * (since / riseSeconds);
    const passed = (since - riseSeconds) / decaySeconds;
    return peak * ((Math.exp(-DECAY * passed) - LEFT) / (1 - LEFT));
  };
}

export const flash: Kind = {
  parameters: ['at', 'peak', 'for', 'rise'],
  example: 'flash(at=3d12h, peak=1500, for=40m)',
  read: (given) => {
    const forSeconds = given.duration('for', { above: 0 });
    return {
      kind: 'flash',
      atSeconds: given.duration('at'),
      peak: given.number('peak'),
      forSeconds,
      riseSeconds: given.duration('rise', {
        atLeast: 0,
        atMost: forSeconds,
        otherwise: forSeconds / 10,
      }),
    };
  },
};

/** Time constants of the decay: a twentieth is left at its end. */
const DECAY = 3;
const LEFT = Math.exp(-DECAY);
