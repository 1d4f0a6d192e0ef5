import { shownRate } from '../shown-rate.ts';
import type { SaturateOutcome } from './outcome.ts';

/** What a saturation comes to, in a sentence or two. */
export function saturateVerdict(outcome: Omit<SaturateOutcome, 'verdict'>): string {
  const { fit, service, steps, generator, interrupted, stoppedByFailures, stepTooShort } = outcome;
  const highest = steps.reduce(
    (best, step) => (step.requestsPerSecond > best.requestsPerSecond ? step : best),
    steps[0],
  );
  const sentences: string[] = [];
  if (stoppedByFailures) {
    const last = steps.findLast(({ failed }) => failed > 0);
    sentences.push(
      `Ended itself: too much failed with ${last?.connections ?? 1} connections (${last?.failed ?? 0} of ${(last?.completed ?? 0) + (last?.failed ?? 0)}).`,
    );
  }
  if (interrupted) sentences.push('Interrupted; what follows rests on the steps that were over.');
  if (highest === undefined) return [...sentences, 'Nothing was measured.'].join(' ');
  const odd = mostlyNot2xx(steps);
  if (odd !== undefined)
    sentences.push(
      `Most answers were no success (${odd}), so that this says little of what a success takes; give --url, --method, --header or --body as the target wants them.`,
    );
  else if (fit !== null && service !== null) {
    sentences.push(
      `One target serves up to ${shownRate(fit.requestsPerSecond.value)} requests/s, each in ${shownRate(fit.serviceTimeMs.value)} ms with nothing else to do; its knee is at ${shownRate(fit.kneeConnections)} connections.`,
      fit.bends
        ? `It bends: at its ceiling requests take ${shownRate(100 / (1 - fit.lostPercent / 100) - 100)} % longer to serve, since they slow one another down.`
        : 'It does not bend, as far as this can tell: requests wait for their turn, and do not slow one another down.',
    );
  } else if (highest.requestsPerSecond === 0)
    sentences.push(
      stepTooShort ? 'There was hardly an answer within a step.' : 'Nothing was answered.',
    );
  else
    sentences.push(
      `The ceiling was not reached: at least ${shownRate(highest.requestsPerSecond)} requests/s, with ${highest.connections} connections${generator.limited || interrupted || stoppedByFailures || stepTooShort ? '' : '; allow more with --connections'}.`,
    );
  if (stepTooShort && service === null)
    sentences.push(
      'Answers took a quarter of a step or longer, so no more connections were tried; raise --step-seconds.',
    );
  if (fit !== null && fit.heldOutErrorPercent.mean > POOR_PERCENT)
    sentences.push(
      `The fit is poor: steps left out are off by ${shownRate(fit.heldOutErrorPercent.mean)} % on the mean; make steps longer with --step-seconds, on machines with nothing else to do.`,
    );
  if (generator.limited)
    sentences.push(
      `The generator was the limit (its thread was busy ${Math.round(generator.busyPercent)} % of the time)${service === null ? ', not the server: measure from a faster machine' : ' in some steps, which are left out of the fit'}.`,
    );
  return sentences.join(' ');
}

/** Such as `404: 1200 of 1210`, where less than half were 2xx. */
function mostlyNot2xx(steps: SaturateOutcome['steps']): string | undefined {
  const counts = new Map<string, number>();
  let all = 0;
  let successes = 0;
  for (const { statuses } of steps)
    for (const [status, count] of Object.entries(statuses)) {
      all += count;
      if (status.startsWith('2')) successes += count;
      else counts.set(status, (counts.get(status) ?? 0) + count);
    }
  if (successes >= all - successes) return undefined;
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([status, count]) => `${status}: ${count} of ${all}`)
    .join(', ');
}

const POOR_PERCENT = 10;
