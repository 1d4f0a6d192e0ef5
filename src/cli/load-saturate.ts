import type { Command } from 'commander';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';
import { numberBetween, percent, wholeNumber } from './option-values.ts';

export interface LoadSaturateOptions {
  readonly url: string;
  readonly connections: number;
  readonly stepSeconds: number;
  readonly method?: string;
  readonly header: readonly string[];
  readonly body?: string;
  readonly timeout: string;
  readonly stopAtErrors: number;
  readonly shared?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Adds `plimsoll load saturate`. */
export function loadSaturate(load: Command): void {
  load
    .command('saturate')
    .description('find how much one target takes: closed model, more connections step by step')
    .requiredOption('--url <url>', 'the target, or a load balancer with one behind it')
    .option(
      '--connections <count>',
      'how many there may be at a time',
      wholeNumber(4, 10_000),
      1000,
    )
    .option('--step-seconds <seconds>', 'the length of a step', numberBetween(0.3, 60), 5)
    .option('--method <method>', 'such as POST (default: GET, or POST with --body)')
    .option(
      '--header <header>',
      "'Name: value'; may be given again",
      (value: string, before: readonly string[]) => [...before, value],
      [],
    )
    .option('--body <text>', 'sent with each request; @FILE reads a file')
    .option('--timeout <duration>', 'how long a request may wait for its answer', '10s')
    .option('--stop-at-errors <percent>', 'end when more of a step fails; 100: never', percent, 5)
    .option('--shared', 'what slows requests down is shared by all targets, as a database is')
    .option('--dry-run', 'print the plan and send nothing')
    .option('--yes', 'confirm it for another machine')
    .action(async (options: LoadSaturateOptions, command: Command) => {
      await saturate(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function saturate(options: LoadSaturateOptions, global: GlobalOptions): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { prepareSaturation } = await import('./saturate-prepare.ts');
  const { saturatePlanText } = await import('../report/saturate-plan.ts');

  const output = await openOutput(global);
  const { plan, run } = await prepareSaturation(options);
  if (options.dryRun === true) {
    await output.write({
      value: plan,
      table: () => saturatePlanText(plan),
      csv: () => [{ ...plan, addresses: plan.addresses.join(' ') }],
    });
    return;
  }
  if (!plan.isLoopback) {
    const { askWhether } = await import('./load-confirm.ts');
    process.stderr.write(`${saturatePlanText(plan)}\n\n`);
    if (options.yes !== true) await askWhether('as many requests/s as it takes', plan.url);
  }

  const { sendSaturation } = await import('./saturate-send.ts');
  const { saturateOutcome } = await import('../load/saturate/outcome.ts');
  const { saturateOutcomeText } = await import('../report/saturate-outcome.ts');
  const { steps, end, away } = await sendSaturation(run, global.quiet === true);
  if (global.quiet !== true) (await import('./stderr.ts')).tell('fitting');
  const outcome = saturateOutcome(steps, {
    url: plan.url,
    stepSeconds: plan.stepSeconds,
    away,
    end,
    isShared: options.shared === true,
  });
  await output.write({
    value: outcome,
    table: (terminal) => saturateOutcomeText(outcome, terminal),
    csv: () =>
      outcome.steps.map((step) => ({
        ...step,
        statuses: Object.entries(step.statuses)
          .map(([status, count]) => `${status}:${count}`)
          .join(' '),
      })),
  });
  process.exitCode = EXIT_CODES[end];
}

const EXIT_CODES = {
  finished: ExitCode.Done,
  failing: ExitCode.Missed,
  interrupted: ExitCode.Interrupted,
} as const;
