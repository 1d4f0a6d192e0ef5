import { PlimsollError } from '../error.ts';
import { ask, canAsk } from './ask.ts';

/**
 * Shows what is going to be changed in AWS and asks whether it is meant. Throws a
 * `PlimsollError` (`usage`) when it is not.
 */
export async function confirmChange(
  summary: string,
  question: string,
  isConfirmed: boolean,
): Promise<void> {
  process.stderr.write(`${summary}\n\n`);
  if (isConfirmed) return;
  if (!canAsk())
    throw new PlimsollError(
      'usage',
      'nothing was changed: look at the plan above, then confirm with --yes',
    );
  const answer = await ask(`${question} Type yes to go on: `);
  if (answer.trim() !== 'yes')
    throw new PlimsollError('usage', 'not confirmed; nothing was changed');
}
