import { PlimsollError } from '../../error.ts';

/** Makes the error for a mistake at a column, from 1, of an expression or a search. */
export type Wrong = (column: number, problem: string) => PlimsollError;

/** A mistake in an expression (`usage`): `column 5: …`. */
export const wrongAtColumn: Wrong = (column, problem) =>
  new PlimsollError('usage', `column ${column}: ${problem}`);
