import { PlimsollError } from '../error.ts';
import type { LoadPlan } from '../load/plan.ts';
import { loadPlanText } from '../report/load-plan.ts';
import { ask, canAsk } from './ask.ts';

/** More than this on another machine is sent only when somebody has said so. */
const UNASKED_REQUESTS_PER_SECOND = 100;

/**
 * Shows the plan of a load on another machine, and above 100 requests/s asks whether
 * it is meant. Throws a `PlimsollError` (`usage`) when it is not.
 */
export async function confirmLoad(plan: LoadPlan, isConfirmed: boolean): Promise<void> {
  if (plan.isLoopback) return;
  process.stderr.write(`${loadPlanText(plan)}\n\n`);
  if (plan.requestsPerSecond.peak <= UNASKED_REQUESTS_PER_SECOND || isConfirmed) return;
  const peak = Number(plan.requestsPerSecond.peak.toPrecision(4));
  await askWhether(`up to ${peak} requests/s`, plan.url);
}

/**
 * Asks whether so much is to go to a URL of another machine. Throws a `PlimsollError`
 * (`usage`) when it is not, or when there is nobody to ask.
 */
export async function askWhether(much: string, url: string): Promise<void> {
  if (!canAsk())
    throw new PlimsollError(
      'usage',
      `${url} is not this machine, and ${much} would go there; nothing was sent: look at the plan, then confirm with --yes`,
    );
  const answer = await ask(`Send ${much} to ${url}? Type yes to go on: `);
  if (answer.trim() !== 'yes') throw new PlimsollError('usage', 'not confirmed; nothing was sent');
}
