import { PlimsollError } from '../error.ts';
import { type IdentifiedPlan, parsePlan } from '../predict/seed/plan-file.ts';
import { readInput } from './input.ts';

/** Reads a seed plan from its file. Throws a `PlimsollError` where it is none, or was changed. */
export async function readPlan(file: string): Promise<IdentifiedPlan> {
  if (file === '-')
    throw new PlimsollError('usage', 'a plan is a file, with its ledger beside it; name it');
  const { text, source } = await readInput(file);
  return parsePlan(text, source);
}
