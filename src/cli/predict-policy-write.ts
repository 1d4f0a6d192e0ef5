import type { Command } from 'commander';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
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
    .action(async (plan: string | undefined, options: WriteOptions, command: Command) => {
      refuseOtherForms(command.optsWithGlobals<GlobalOptions>());
      const { writeWhole } = await import('./write-whole.ts');
      const { configuration } = await readPolicy(plan, options);
      await writeWhole(options.out, [`${JSON.stringify(configuration, null, 2)}\n`]);
    });
}

/** What it writes is a file for AWS, which has one form. */
function refuseOtherForms({ output, query }: GlobalOptions): void {
  if (query !== undefined || (output !== undefined && output !== 'json'))
    throw new PlimsollError(
      'usage',
      `predict policy write writes the JSON that AWS takes, whole; leave ${query === undefined ? `--output ${output}` : '--query'} out`,
    );
}
