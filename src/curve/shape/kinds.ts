import type { Arguments } from './arguments.ts';
import { constant } from './constant.ts';
import { diurnal } from './diurnal.ts';
import { flash } from './flash.ts';
import { noise } from './noise.ts';
import { ramp } from './ramp.ts';
import type { Parameters } from './shape.ts';
import { sine } from './sine.ts';
import { steps } from './steps.ts';
import { weekly } from './weekly.ts';

/** How one shape is written. */
export interface Kind {
  /** The names of its arguments; the first may be given without. */
  readonly parameters: readonly [string, ...string[]];
  /** One that is right, for messages. */
  readonly example: string;
  readonly read: (given: Arguments) => Parameters;
}

/** The shapes by name; `start.ts` knows what each does. */
export const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['constant', constant],
  ['ramp', ramp],
  ['steps', steps],
  ['sine', sine],
  ['diurnal', diurnal],
  ['weekly', weekly],
  ['flash', flash],
  ['noise', noise],
]);
