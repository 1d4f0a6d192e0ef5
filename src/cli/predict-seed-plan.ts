import { resolve } from 'node:path';
import type { Command } from 'commander';
import { PlimsollError } from '../error.ts';
import type { Whereabouts } from '../predict/seed/whereabouts.ts';
import type { GlobalOptions } from './global-options.ts';
import { percent, positiveNumber, wholeNumber } from './option-values.ts';

interface PredictSeedPlanOptions {
  readonly namespace: string;
  readonly group: string;
  readonly out: string;
  readonly target: number;
  readonly rate: number;
  readonly callsOf?: number;
  readonly offline?: boolean;
}

/** Adds `plimsoll predict seed plan`. */
export function predictSeedPlan(seed: Command): void {
  seed
    .command('plan')
    .description('what a history would put into CloudWatch, as a file; changes nothing there')
    .argument('<history>', 'CSV of plimsoll predict history, or - for stdin')
    .requiredOption('--namespace <name>', 'where it goes, such as Shop/Seed: one without data yet')
    .requiredOption('--group <name>', 'the Auto Scaling group whose history it shall be')
    .requiredOption('-o, --out <file>', 'the plan, such as plan.json; - for stdout')
    .option('--target <percent>', 'of utilisation, for the capacity to expect', percent, 50)
    .option('--rate <calls>', 'calls a second that it will be sent with', positiveNumber, 5)
    .option('--calls-of <data>', 'data in a call, at most (default: 1000)', wholeNumber(1, 1000))
    .option('--offline', 'do not look into the namespace now; apply will')
    .action(async (file: string, options: PredictSeedPlanOptions, command: Command) => {
      await plan(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function plan(
  file: string,
  options: PredictSeedPlanOptions,
  global: GlobalOptions,
): Promise<void> {
  const { parseHistory } = await import('../predict/history/history-csv.ts');
  const { refuseConflict } = await import('../predict/seed/conflict.ts');
  const { expectForecast } = await import('../predict/seed/expectation.ts');
  const { refuseLedger } = await import('../predict/seed/ledger-path.ts');
  const { outlookOf } = await import('../predict/seed/outlook.ts');
  const { planSeed } = await import('../predict/seed/plan.ts');
  const { formatPlan } = await import('../predict/seed/plan-file.ts');
  const { checkWindow } = await import('../predict/seed/window.ts');
  const { seedPlanText } = await import('../report/seed-plan.ts');
  const { readInput } = await import('./input.ts');
  const { openOutput } = await import('./output.ts');
  const { writeWhole } = await import('./write-whole.ts');

  const output = await openOutput(global);
  const { text, source } = await readInput(file);
  const history = parseHistory(text, source);
  const now = Math.floor(Date.now() / 1000);
  const { namespace, group, callsOf, rate, target, out, offline } = options;
  const made = planSeed(history, { namespace, group, now, mostData: callsOf });
  checkWindow(
    made,
    now,
    MARGIN_SECONDS,
    source,
    'make the history again, of up to 13 days that end now: plimsoll predict history --days 13',
  );
  if (out !== '-' && resolve(out) === resolve(file))
    throw new PlimsollError('usage', `-o ${out}: is the history itself; give another file`);
  if (out !== '-') await refuseLedger(out);
  let where: Whereabouts | undefined;
  if (offline !== true) {
    const { SdkCloudWatch } = await import('../aws/cloudwatch.ts');
    const cloudWatch = new SdkCloudWatch(global, TIMEOUT_SECONDS);
    where = await cloudWatch.whereabouts();
    await refuseConflict(made, cloudWatch);
  }
  const outlook = outlookOf(made, rate, expectForecast(history, target));
  // Its ledger will be on the disk, and is worth nothing without it.
  const isDurable = true;
  await writeWhole(out, [formatPlan(made)], isDurable);
  if (out === '-') return;
  await output.write({
    value: outlook,
    table: () => seedPlanText(outlook, where),
    csv: () =>
      made.calls.map(({ bytes, data }, call) => ({ call: call + 1, data: data.length, bytes })),
  });
}

/** Until the plan is applied, and CloudWatch's clock may differ. */
const MARGIN_SECONDS = 900;

const TIMEOUT_SECONDS = 30;
