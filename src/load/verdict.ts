import { counted } from './counted.ts';
import type { LoadOutcome } from './outcome.ts';

/** The answer in a few sentences: whether the curve was sent, whose fault it is where not, and the thresholds. */
export function verdict(outcome: Omit<LoadOutcome, 'verdict'>): string {
  return [
    ended(outcome),
    generatorFault(outcome),
    serverFault(outcome),
    sentAsPlanned(outcome),
    failures(outcome),
    thresholds(outcome),
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function ended({
  interrupted,
  stoppedByFailures,
  recordings,
  unfinished,
}: Omit<LoadOutcome, 'verdict'>): string {
  const { missingShards, missingSeconds } = recordings;
  const isAlone = recordings.shards > 1 && missingShards.length === recordings.shards - 1;
  const missing = [
    missingShards.length > 0 &&
      !isAlone &&
      `${missingShards.length} of ${recordings.shards} shards`,
    missingSeconds > 0 && counted(missingSeconds, 'second'),
  ].filter((part) => part !== false);
  const under = unfinished.waiting + unfinished.inFlight;
  return [
    stoppedByFailures ? 'The run stopped itself: too much failed.' : '',
    interrupted && !stoppedByFailures ? 'The run did not come to its end.' : '',
    isAlone ? `This is one shard of ${recordings.shards}; load report puts them together.` : '',
    missing.length > 0 ? `The recordings lack ${missing.join(' and ')}.` : '',
    under > 0
      ? `When a recording broke off ${unfinished.waiting} waited to be sent and ${unfinished.inFlight} ${were(unfinished.inFlight)} under way.`
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function generatorFault({ generator, connections }: Omit<LoadOutcome, 'verdict'>): string {
  const { limited, because, since } = generator;
  if (!limited) return '';
  const judge = 'Do not hold its latencies against the server';
  switch (because) {
    case 'connections':
      return `The generator could not hold the rate from second ${since} on: its ${counted(connections.allowed, 'connection')} ${were(connections.allowed)} all in use although the server was fast. ${judge}; allow more with --connections.`;
    case 'sockets':
      return `The generator could not hold the rate from second ${since} on: this machine had no socket left. ${judge}; raise its limit of open files, or use more machines.`;
    default:
      return `The generator could not hold the rate from second ${since} on: its own CPU was the limit. ${judge}; use more --threads, or more machines with --shard.`;
  }
}

function serverFault(outcome: Omit<LoadOutcome, 'verdict'>): string {
  const { generator, dropped } = outcome;
  const { limited, serverHeldConnectionsSince: since } = generator;
  if (since === null) return '';
  const waited = `rom second ${since} on requests waited for a connection: ${whyNone(outcome)}`;
  if (limited) return `Apart from that, f${waited}. That wait is the server's.`;
  const drops = dropped > 0 ? `, and ${dropped} ${were(dropped)} never sent` : '';
  return `F${waited}${drops}. The generator had time to spare, so the wait is the server's and counts in the response time.`;
}

function whyNone({ failed, connections, serviceTimeMs }: Omit<LoadOutcome, 'verdict'>): string {
  const unmade = failed.refused + failed.dns + failed.tls;
  if (unmade > 0) return `${counted(unmade, 'connection')} could not be made`;
  const slow =
    serviceTimeMs.p95 === null ? 'gave no answer' : `took ${serviceTimeMs.p95} ms to answer (p95)`;
  return `the server held all ${connections.allowed} (it ${slow})`;
}

function sentAsPlanned({
  generator,
  planned,
  sent,
  dropped,
  rateErrorPercent: { mean, max },
}: Omit<LoadOutcome, 'verdict'>): string {
  if (planned === 0) return 'No request was due.';
  if (generator.limited || sent < planned)
    return `${sent} of ${counted(planned, 'request')} ${were(sent)} sent, ${dropped} dropped.`;
  const all = planned === 1 ? 'The 1 request was' : `All ${planned} requests were`;
  return `${all} sent; per second the rate was off by ${mean} % on average, ${max} % at most.`;
}

/** How many of those that were sent got no good answer, and by whose doing. */
function failures({ errors, sent, ...outcome }: Omit<LoadOutcome, 'verdict'>): string {
  if (errors === 0) return '';
  const { total: _, ...kinds } = outcome.failed;
  const causes = {
    ...kinds,
    'error of the load balancer': outcome.balancerErrors,
    'error of a target': outcome.targetErrors,
  };
  const met = Object.entries(causes)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([cause, count]) => `${count === errors ? 'all' : count} by: ${cause}`);
  const share = Number(((100 * errors) / sent).toPrecision(3));
  return `${errors} of ${sent} that ${were(sent)} sent failed (${share} %), ${met.join(', ')}.`;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}

function thresholds({ slo }: Omit<LoadOutcome, 'verdict'>): string {
  if (slo.length === 0) return '';
  const missed = slo.filter(({ met }) => !met);
  if (missed.length === 0) return 'Every threshold was met.';
  return `Missed: ${missed.map(({ expression, actual }) => `${expression} (it was ${actual ?? 'not measured'})`).join(', ')}.`;
}
