import type { Command } from 'commander';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';

interface PredictSeedVerifyOptions {
  readonly wait: string;
}

/** Adds `plimsoll predict seed verify`. */
export function predictSeedVerify(seed: Command): void {
  seed
    .command('verify')
    .description('whether CloudWatch shows what a plan says: missing, doubled, wrong')
    .argument('<plan>', 'a file of plimsoll predict seed plan')
    .option('--wait <duration>', 'how long to wait for what cannot be read yet', '0s')
    .action(async (file: string, options: PredictSeedVerifyOptions, command: Command) => {
      await verifyPlan(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function verifyPlan(
  file: string,
  { wait }: PredictSeedVerifyOptions,
  global: GlobalOptions,
): Promise<void> {
  const { SdkCloudWatch } = await import('../aws/cloudwatch.ts');
  const { systemClock } = await import('../predict/seed/clock.ts');
  const { readLedger } = await import('../predict/seed/ledger.ts');
  const { verifyUntil } = await import('../predict/seed/verify.ts');
  const { isSame, whereText } = await import('../predict/seed/whereabouts.ts');
  const { seedVerificationRows, seedVerificationText, seedVerificationValue } = await import(
    '../report/seed-verification.ts'
  );
  const { readDuration } = await import('./option-times.ts');
  const { openOutput } = await import('./output.ts');
  const { readPlan } = await import('./read-plan.ts');
  const { MovingLine } = await import('./moving-line.ts');
  const { Interruption } = await import('./interruption.ts');

  const output = await openOutput(global);
  const waitSeconds = readDuration('--wait', wait) ?? Number.NaN;
  const identified = await readPlan(file);
  const cloudWatch = new SdkCloudWatch(global, TIMEOUT_SECONDS);
  const kept = await readLedger(identified, 'apply', file);
  const where = await cloudWatch.whereabouts();
  if (kept !== undefined && !isSame(kept.where, where))
    output.note(
      `${kept.path}: tells of ${whereText(kept.where)}, and this reads ${whereText(where)}`,
    );
  const line = new MovingLine(global.quiet === true);
  const interrupt = Interruption.watch();
  try {
    const verification = await verifyUntil(
      identified.plan,
      async () => (await readLedger(identified, 'apply', file))?.delivery,
      cloudWatch,
      systemClock,
      systemClock.now() + 1000 * waitSeconds,
      interrupt.signal,
      ({ points, missing }) => line.show(`${points - missing} of ${points} points can be read`),
    );
    line.end();
    await output.write({
      value: seedVerificationValue(verification),
      table: () => seedVerificationText(verification),
      csv: () => seedVerificationRows(verification),
    });
    if (interrupt.signal.aborted) process.exitCode = ExitCode.Interrupted;
    else if (verification.doubled + verification.wrong > 0) process.exitCode = ExitCode.Failure;
    else if (verification.missing > 0) process.exitCode = ExitCode.Missed;
  } finally {
    line.end();
    interrupt.end();
  }
}

const TIMEOUT_SECONDS = 30;
