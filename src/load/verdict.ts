import type { LoadOutcome } from './outcome.ts';

/** The answer in a few sentences: whether the curve was sent, whose fault it is where not, and the thresholds. */
export function verdict(outcome: Omit<LoadOutcome, 'verdict'>): string {
  return [
    ended(outcome),
    generatorFault(outcome),
    serverFault(outcome),
    sentAsPlanned(outcome),
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
  const missing = [
    missingShards.length > 0 && `${missingShards.length} of ${recordings.shards} shards`,
    missingSeconds > 0 && `${missingSeconds} seconds`,
  ].filter((part) => part !== false);
  const under = unfinished.waiting + unfinished.inFlight;
  return [
    stoppedByFailures ? 'The run stopped itself: too much failed.' : '',
    interrupted && !stoppedByFailures ? 'The run did not come to its end.' : '',
    missing.length > 0 ? `The recordings lack ${missing.join(' and ')}.` : '',
    under > 0 ? `${under} requests were under way when the last recording broke off.` : '',
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
      return `The generator could not hold the rate from second ${since} on: its ${connections.allowed} connections were all in use although the server was fast. ${judge}; allow more with --connections.`;
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
  const drops = dropped > 0 ? `, and ${dropped} were never sent` : '';
  return `F${waited}${drops}. The generator had time to spare, so the wait is the server's and counts in the response time.`;
}

function whyNone({ failed, connections, serviceTimeMs }: Omit<LoadOutcome, 'verdict'>): string {
  const unmade = failed.refused + failed.dns + failed.tls;
  if (unmade > 0) return `${unmade} connections could not be made`;
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
  if (generator.limited) return `${sent} of ${planned} requests were sent, ${dropped} dropped.`;
  if (dropped > 0) return `${sent} of ${planned} requests were sent, ${dropped} dropped.`;
  return `All ${planned} requests were sent; per second the rate was off by ${mean} % on average, ${max} % at most.`;
}

function thresholds({ slo }: Omit<LoadOutcome, 'verdict'>): string {
  if (slo.length === 0) return '';
  const missed = slo.filter(({ met }) => !met);
  if (missed.length === 0) return 'Every threshold was met.';
  return `Missed: ${missed.map(({ expression, actual }) => `${expression} (it was ${actual ?? 'not measured'})`).join(', ')}.`;
}
