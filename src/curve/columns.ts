import { PlimsollError } from '../error.ts';
import { shown } from './shown.ts';

/** Where a curve file keeps what a curve needs. */
export interface Columns {
  /** Columns in the header; every row has as many. */
  readonly count: number;
  readonly timestamp: number;
  readonly value: number;
  readonly valueName: string;
  /** The value counts the requests of a step; else it is requests per second. */
  readonly perStep: boolean;
}

/** Finds the columns by the names in the header, in any order. */
export function readColumns(names: readonly string[], where: string): Columns {
  const known = names.map((name) => name.trim().toLowerCase());
  const refuse = (problem: string) => new PlimsollError('bad-file', `${where}: ${problem}`);

  const timestamp = known.indexOf('timestamp');
  const values = known.filter((name) => name === RATE || COUNTS.includes(name));
  const [valueName] = values;
  if (timestamp < 0 || valueName === undefined) {
    const missing = timestamp < 0 ? 'timestamp' : RATE;
    throw refuse(`no column "${missing}" in ${shown(names.join(','))}; ${CURE}`);
  }
  if (known.lastIndexOf('timestamp') !== timestamp)
    throw refuse('two columns are named "timestamp"; keep one');
  if (values.length > 1)
    throw refuse(`two columns hold the load, ${values.map(shown).join(' and ')}; keep one`);

  return {
    count: names.length,
    timestamp,
    value: known.indexOf(valueName),
    valueName,
    perStep: valueName !== RATE,
  };
}

const RATE = 'requests_per_second';
const COUNTS = ['requests', 'request_count'];
const CURE =
  'the first line must be timestamp,requests_per_second (or requests, counted per step), separated by commas';
