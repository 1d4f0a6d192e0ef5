import { PlimsollError } from '../../error.ts';

/** Makes the error for a mistake at a column, from 1, of a shape's text. */
export type Wrong = (column: number, problem: string) => PlimsollError;

/** Errors (`usage`) that call the text by the name `source`, as in `shape:23: …`. */
export function wrongIn(source: string): Wrong {
  return (column, problem) => new PlimsollError('usage', `${source}:${column}: ${problem}`);
}
