import { PlimsollError } from '../../src/error.ts';

/** The problems of the `PlimsollError` that an action throws; none when it throws nothing. */
export function problemsOf(action: () => unknown): readonly string[] {
  try {
    action();
    return [];
  } catch (error) {
    if (error instanceof PlimsollError) return error.problems;
    throw error;
  }
}
