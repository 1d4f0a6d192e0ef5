import type { Command } from 'commander';
import { positiveNumber } from './option-values.ts';

/** How data go to CloudWatch: the options of the commands that send some. */
export interface SendingOptions {
  readonly rate: number;
  readonly timeout: string;
  readonly inFlight?: string;
}

export function addSendingOptions(command: Command): Command {
  return command
    .option('--rate <calls>', 'calls a second, at most', positiveNumber, 5)
    .option('--timeout <duration>', 'how long a call may take', '30s')
    .option(
      '--in-flight <duration>',
      'how long a request whose answer was lost may still arrive (default: 30m; 5s for the lab on this machine)',
    );
}

/** Throws a `PlimsollError` (`usage`). */
export async function readSendingOptions({ rate, timeout, inFlight }: SendingOptions) {
  const { readCallTimeout, readDuration } = await import('./option-times.ts');
  return {
    callsPerSecond: rate,
    timeoutSeconds: readCallTimeout(timeout),
    latestArrivalSeconds: readDuration('--in-flight', inFlight),
  };
}
