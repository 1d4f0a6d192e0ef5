import type { Command } from 'commander';
import { addPolicyOptions, type PolicyOptions, readPolicy } from './policy-options.ts';

interface WriteOptions extends PolicyOptions {
  readonly out: string;
}

/** Adds `plimsoll predict policy write`. */
export function predictPolicyWrite(policy: Command): void {
  addPolicyOptions(
    policy
      .command('write')
      .description(
        "write a policy's configuration, as aws autoscaling put-scaling-policy --predictive-scaling-configuration file://… takes it; asks AWS nothing",
      ),
  )
    .option('-o, --out <file>', 'write it there, whole or not at all', '-')
    .action(async (plan: string | undefined, options: WriteOptions) => {
      const { writeWhole } = await import('./write-whole.ts');
      const { configuration } = await readPolicy(plan, options);
      await writeWhole(options.out, [`${JSON.stringify(configuration, null, 2)}\n`]);
    });
}
