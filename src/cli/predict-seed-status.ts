import type { Command } from 'commander';
import type { GlobalOptions } from './global-options.ts';

/** Adds `plimsoll predict seed status`. */
export function predictSeedStatus(seed: Command): void {
  seed
    .command('status')
    .description('how far a plan is applied, from its ledger alone')
    .argument('<plan>', 'a file of plimsoll predict seed plan')
    .action(async (file: string, _: object, command: Command) => {
      await status(file, command.optsWithGlobals<GlobalOptions>());
    });
}

async function status(file: string, global: GlobalOptions): Promise<void> {
  const { newDelivery } = await import('../predict/seed/delivery.ts');
  const { readLedger } = await import('../predict/seed/ledger.ts');
  const { seedStatusRows, seedStatusText, seedStatusValue } = await import(
    '../report/seed-status.ts'
  );
  const { openOutput } = await import('./output.ts');
  const { readPlan } = await import('./read-plan.ts');

  const output = await openOutput(global);
  const identified = await readPlan(file);
  const { plan } = identified;
  const applied = await readLedger(identified, 'apply', file);
  const followed = await readLedger(identified, 'follow', file);
  const delivery = applied?.delivery ?? newDelivery(plan.calls.length);
  await output.write({
    value: seedStatusValue(plan, delivery, applied?.where, followed?.delivery),
    table: () => seedStatusText(plan, delivery, applied?.where, followed?.delivery),
    csv: () => seedStatusRows(plan, delivery),
  });
}
