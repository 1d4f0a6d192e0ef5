import * as z from 'zod';
import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { parseTimestamp, whyNoTimestamp } from '../../curve/timestamp.ts';
import { show } from '../../model/json/show.ts';
import { refuse } from './refusals.ts';

/*
 * The kinds of value a scenario holds. The message of each says what to give, and
 * `check` puts name and value before it.
 */

export interface Range {
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
  readonly whole?: boolean;
}

/** A finite number within bounds. */
export function number(range: Range = {}): z.ZodNumber {
  const error = `a ${range.whole ? 'whole number' : 'number'}${bounds(range)}`;
  return z.number({ error }).refine((value) => isWithin(range, value), { error });
}

/** Text that says something. A bare number or date is no text in YAML, hence the quotes. */
export function text(error = 'text (in quotes when it is a number)'): z.ZodString {
  return z
    .string({ error })
    .refine((value) => value.trim() !== '', { error })
    .refine((value) => !/\p{Cc}/u.test(value), { error: 'text without control characters' });
}

export function boolean(): z.ZodBoolean {
  return z.boolean({ error: 'true or false' });
}

/** One of `known`; what is in `later` exists, but not here yet, and `cure` says what to do about that. */
export function choice<const Value extends string>(
  known: readonly Value[],
  later: readonly string[] = [],
  cure?: string,
) {
  return z.unknown().transform((value, context): Value => {
    const found = known.find((one) => one === value);
    if (found !== undefined) return found;
    const give = `give ${listed(known)}`;
    if (typeof value === 'string' && later.includes(value)) {
      const says = `${shown(value)} is not supported yet: ${cure ?? give}`;
      return refuse(context, says, 'not-supported');
    }
    const meant = typeof value === 'string' ? nearest(value, known) : undefined;
    const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
    return refuse(context, `is ${show(value)}${hint}: ${give}`);
  });
}

/** Epoch seconds, given as such or in ISO 8601 with a zone. */
export function time() {
  return z.unknown().transform((value, context): number => {
    const seconds =
      typeof value === 'string' || typeof value === 'number'
        ? parseTimestamp(String(value))
        : Number.NaN;
    if (!Number.isNaN(seconds)) return seconds;
    if (value === undefined || value === null || typeof value === 'object') {
      return refuse(context, `is ${show(value)}: give ${A_TIME}`);
    }
    return refuse(context, `${shown(String(value))} ${whyNoTimestamp(String(value))}`);
  });
}

/** A list, its items checked one by one elsewhere. */
export function list(of: string) {
  return z.array(z.unknown(), { error: `a list of ${of}` });
}

function isWithin(range: Range, value: number): boolean {
  const {
    above = Number.NEGATIVE_INFINITY,
    atLeast = Number.NEGATIVE_INFINITY,
    below = Number.POSITIVE_INFINITY,
    atMost = Number.POSITIVE_INFINITY,
  } = range;
  if (range.whole && !Number.isSafeInteger(value)) return false;
  return value > above && value >= atLeast && value < below && value <= atMost;
}

function bounds({ above, atLeast, below, atMost }: Range): string {
  if (atLeast !== undefined && atMost !== undefined) return ` from ${atLeast} to ${atMost}`;
  const parts = [
    above !== undefined && `above ${above}`,
    atLeast !== undefined && `of at least ${atLeast}`,
    below !== undefined && `below ${below}`,
    atMost !== undefined && `at most ${atMost}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? ` ${parts.join(' and ')}` : '';
}

/** Words as a sentence offers them: `a, b or c`. */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(', ')} or ${words.slice(-1).join()}`;
}

const A_TIME = 'an ISO 8601 time with a zone (2014-04-17T00:00:00Z) or epoch seconds';
