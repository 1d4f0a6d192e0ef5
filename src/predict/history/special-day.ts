import { parseDecimal } from '../../curve/decimal.ts';
import { shown } from '../../curve/shown.ts';
import { parseTimestamp } from '../../curve/timestamp.ts';
import { PlimsollError } from '../../error.ts';
import type { SpecialDay } from './variation.ts';

/** Reads `2026-11-27=1.8`, a day of UTC and its factor. Throws a `PlimsollError` (`usage`). */
export function parseSpecialDay(text: string): SpecialDay {
  const [day = '', value = '', ...rest] = text.split('=');
  const midnight = /^\d{4}-\d\d-\d\d$/.test(day) ? parseTimestamp(`${day}T00:00:00Z`) : Number.NaN;
  const factor = parseDecimal(value);
  if (Number.isNaN(midnight) || !(factor >= 0 && factor <= MOST) || rest.length > 0)
    throw new PlimsollError(
      'usage',
      `--special ${shown(text)} is no day and factor from 0 to ${MOST}; give, for example, 2026-11-27=1.8`,
    );
  return { midnight, factor };
}

const MOST = 1000;
