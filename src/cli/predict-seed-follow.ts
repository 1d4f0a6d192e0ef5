import type { Command } from 'commander';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
import { addSendingOptions, readSendingOptions, type SendingOptions } from './sending-options.ts';

interface PredictSeedFollowOptions extends SendingOptions {
  readonly yes?: boolean;
  readonly for?: string;
  readonly until?: string;
}

/** Adds `plimsoll predict seed follow`. */
export function predictSeedFollow(seed: Command): void {
  const command = seed
    .command('follow')
    .description("publish on from a plan's end: each 5 minutes as its last week has them")
    .argument('<plan>', 'a file of plimsoll predict seed plan, applied')
    .option('--yes', 'confirm it')
    .option('--for <duration>', 'how long; until Ctrl-C where neither is given')
    .option('--until <time>', 'ISO 8601 with a zone, or epoch seconds');
  addSendingOptions(command).action(
    async (file: string, options: PredictSeedFollowOptions, command: Command) => {
      await follow(file, options, command.optsWithGlobals<GlobalOptions>());
    },
  );
}

async function follow(
  file: string,
  options: PredictSeedFollowOptions,
  global: GlobalOptions,
): Promise<void> {
  const { SdkCloudWatch } = await import('../aws/cloudwatch.ts');
  const { formatTimestamp } = await import('../curve/timestamp.ts');
  const { systemClock } = await import('../predict/seed/clock.ts');
  const { followPlan, holeText } = await import('../predict/seed/follow.ts');
  const { followQuestion, followText, followValue } = await import('../report/seed-follow.ts');
  const { confirmChange } = await import('./confirm-change.ts');
  const { openOutput } = await import('./output.ts');
  const { readPlan } = await import('./read-plan.ts');
  const { Interruption } = await import('./interruption.ts');

  const output = await openOutput(global);
  const until = await readEnd(options);
  const { timeoutSeconds, ...sending } = await readSendingOptions(options);
  const identified = await readPlan(file);
  const cloudWatch = new SdkCloudWatch(global, timeoutSeconds);
  const where = await cloudWatch.whereabouts();
  const interrupt = Interruption.watch();
  try {
    const result = await followPlan(identified, {
      planPath: file,
      cloudWatch,
      clock: systemClock,
      ...sending,
      until,
      confirm: () =>
        confirmChange(
          followQuestion(identified.plan, where, until),
          'Go on with it?',
          options.yes === true,
        ),
      stop: interrupt.signal,
      onPublished: (time) => output.note(`published up to ${formatTimestamp(time)}`),
      onHole: (from, to) => output.note(holeText(from, to)),
    });
    await output.write({
      value: followValue(result),
      table: () => followText(result),
      csv: () => [followValue(result)],
    });
  } finally {
    interrupt.end();
  }
}

/** Epoch milliseconds. */
async function readEnd({ for: length, until }: PredictSeedFollowOptions): Promise<number> {
  const { readDuration, readTime } = await import('./option-times.ts');
  if (length !== undefined && until !== undefined)
    throw new PlimsollError('usage', '--for and --until both say when it ends; give one');
  const seconds = readDuration('--for', length);
  if (seconds !== undefined) return Date.now() + 1000 * seconds;
  const time = readTime('--until', until);
  if (time !== undefined && 1000 * time < Date.now())
    throw new PlimsollError('usage', `--until ${until} is over already; give a time to come`);
  return time === undefined ? Number.POSITIVE_INFINITY : 1000 * time;
}
