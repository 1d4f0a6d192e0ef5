import type { Command } from 'commander';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';
import { addSendingOptions, readSendingOptions, type SendingOptions } from './sending-options.ts';

interface PredictSeedApplyOptions extends SendingOptions {
  readonly yes?: boolean;
  readonly wait: string;
}

/** Adds `plimsoll predict seed apply`. */
export function predictSeedApply(seed: Command): void {
  const command = seed
    .command('apply')
    .description(
      'put exactly what a plan says into CloudWatch, every point once; run it again after any trouble',
    )
    .argument('<plan>', 'a file of plimsoll predict seed plan')
    .option('--yes', 'confirm the plan')
    .option('--wait <duration>', 'how long it goes on while nothing moves', '1h');
  addSendingOptions(command).action(
    async (file: string, options: PredictSeedApplyOptions, command: Command) => {
      await apply(file, options, command.optsWithGlobals<GlobalOptions>());
    },
  );
}

async function apply(
  file: string,
  options: PredictSeedApplyOptions,
  global: GlobalOptions,
): Promise<void> {
  const { SdkCloudWatch } = await import('../aws/cloudwatch.ts');
  const { applyPlan, unfinished } = await import('../predict/seed/apply.ts');
  const { systemClock } = await import('../predict/seed/clock.ts');
  const { outlookOf } = await import('../predict/seed/outlook.ts');
  const { seedSummary } = await import('../report/seed-plan.ts');
  const { seedProgressLine, seedResultText, seedResultValue } = await import(
    '../report/seed-result.ts'
  );
  const { confirmChange } = await import('./confirm-change.ts');
  const { readDuration } = await import('./option-times.ts');
  const { openOutput } = await import('./output.ts');
  const { readPlan } = await import('./read-plan.ts');
  const { MovingLine } = await import('./moving-line.ts');
  const { Interruption } = await import('./interruption.ts');

  const output = await openOutput(global);
  const { timeoutSeconds, ...sending } = await readSendingOptions(options);
  const patienceSeconds = readDuration('--wait', options.wait) ?? Number.NaN;
  const identified = await readPlan(file);
  const cloudWatch = new SdkCloudWatch(global, timeoutSeconds);
  const where = await cloudWatch.whereabouts();
  const summary = seedSummary(outlookOf(identified.plan, options.rate, undefined), where);
  const line = new MovingLine(global.quiet === true);
  const interrupt = Interruption.watch();
  try {
    const result = await applyPlan(identified, {
      planPath: file,
      cloudWatch,
      clock: systemClock,
      ...sending,
      patienceSeconds,
      confirm: () => confirmChange(summary, 'Put this into CloudWatch?', options.yes === true),
      stop: interrupt.signal,
      onProgress: (delivery, waitsMs) => {
        const text = seedProgressLine(delivery, waitsMs);
        if (waitsMs !== undefined && waitsMs >= LONG_MS) line.tell(text);
        else line.show(seedProgressLine(delivery));
      },
    });
    line.end();
    await output.write({
      value: seedResultValue(result),
      table: () => seedResultText(result),
      csv: () => [seedResultValue(result)],
    });
    if (result.end === 'stopped') process.exitCode = ExitCode.Interrupted;
    if (result.end === 'stalled') throw unfinished(file, result);
  } finally {
    line.end();
    interrupt.end();
  }
}

/** Who waits longer than this is told what for. */
const LONG_MS = 3000;
