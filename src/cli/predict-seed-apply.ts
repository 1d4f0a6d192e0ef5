import type { Command } from 'commander';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';
import { positiveNumber } from './option-values.ts';

interface PredictSeedApplyOptions {
  readonly yes?: boolean;
  readonly rate: number;
  readonly wait: string;
  readonly timeout: string;
  readonly inFlight?: string;
}

/** Adds `plimsoll predict seed apply`. */
export function predictSeedApply(seed: Command): void {
  seed
    .command('apply')
    .description(
      'put exactly what a plan says into CloudWatch, every point once; run it again after any trouble',
    )
    .argument('<plan>', 'a file of plimsoll predict seed plan')
    .option('--yes', 'confirm the plan')
    .option('--rate <calls>', 'calls a second, at most', positiveNumber, 5)
    .option('--wait <duration>', 'how long it goes on while nothing moves', '30m')
    .option('--timeout <duration>', 'how long a call may take', '30s')
    .option(
      '--in-flight <duration>',
      'how long a request whose answer was lost may still arrive (default: 15m; 5s on this machine)',
    )
    .action(async (file: string, options: PredictSeedApplyOptions, command: Command) => {
      await apply(file, options, command.optsWithGlobals<GlobalOptions>());
    });
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
  const { readCallTimeout, readDuration } = await import('./option-times.ts');
  const { openOutput } = await import('./output.ts');
  const { readPlan } = await import('./read-plan.ts');
  const { MovingLine } = await import('./moving-line.ts');
  const { stopOnInterrupt } = await import('./stop-on-interrupt.ts');

  const output = await openOutput(global);
  const timeout = readCallTimeout(options.timeout);
  const patienceSeconds = readDuration('--wait', options.wait) ?? Number.NaN;
  const latestArrivalSeconds = readDuration('--in-flight', options.inFlight);
  const identified = await readPlan(file);
  const summary = seedSummary(outlookOf(identified.plan, options.rate, undefined));
  const line = new MovingLine(global.quiet === true);
  const interrupt = stopOnInterrupt();
  try {
    const result = await applyPlan(identified, {
      planPath: file,
      cloudWatch: new SdkCloudWatch(global, timeout),
      clock: systemClock,
      callsPerSecond: options.rate,
      patienceSeconds,
      latestArrivalSeconds,
      confirm: () => confirmChange(summary, 'Put this into CloudWatch?', options.yes === true),
      stop: interrupt.signal,
      onProgress: (delivery) => line.show(seedProgressLine(delivery)),
    });
    line.end();
    await output.write({
      value: seedResultValue(result),
      table: () => seedResultText(result),
      csv: () => [seedResultValue(result)],
    });
    if (result.end === 'stopped') process.exitCode = ExitCode.Interrupted;
    if (result.end === 'stalled') throw unfinished(file, result.after);
  } finally {
    line.end();
    interrupt.end();
  }
}
