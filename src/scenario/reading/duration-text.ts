import * as z from 'zod';
import { A_DURATION, parseDuration } from '../../curve/duration.ts';
import { show } from '../../model/json/show.ts';
import { refuse } from './refusals.ts';

/** Seconds of a duration given in words, such as `36h` or `3d12h`; above 0 unless `orZero`. */
export function durationText({ orZero = false } = {}) {
  return z.unknown().transform((value, context): number => {
    const seconds = typeof value === 'string' ? parseDuration(value) : Number.NaN;
    if (seconds > 0 || (orZero && seconds === 0)) return seconds;
    return refuse(context, `is ${show(value)}: give ${A_DURATION}`);
  });
}
