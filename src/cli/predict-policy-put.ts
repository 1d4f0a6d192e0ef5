import type { Command } from 'commander';
import { PlimsollError } from '../error.ts';
import type { PolicyChange } from '../predict/policy/put-policy.ts';
import type { GlobalOptions } from './global-options.ts';
import { addPolicyOptions, type PolicyOptions, readPolicy } from './policy-options.ts';

interface PutOptions extends PolicyOptions {
  readonly name: string;
  readonly scale?: boolean;
  readonly confirm?: string;
  readonly instanceType?: string;
  readonly yes?: boolean;
}

/** Adds `plimsoll predict policy put`. */
export function predictPolicyPut(policy: Command): void {
  addPolicyOptions(
    policy
      .command('put')
      .description(
        'put a predictive scaling policy on a group, in ForecastOnly unless --scale is confirmed',
      )
      .requiredOption('--name <name>', "the policy's name; one that is there is replaced"),
  )
    .option('--scale', 'let the forecast scale the group (ForecastAndScale); asks for the name')
    .option(
      '--confirm <name>',
      "the policy's name, typed again, for --scale where nobody can be asked",
    )
    .option(
      '--instance-type <type>',
      'with --scale: what an instance is, for its price, where the group does not say',
    )
    .option('--yes', 'put a policy that only forecasts without asking')
    .action(async (plan: string | undefined, options: PutOptions, command: Command) => {
      await put(plan, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function put(
  plan: string | undefined,
  options: PutOptions,
  global: GlobalOptions,
): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { tell } = await import('./stderr.ts');
  const { planPolicyChange } = await import('../predict/policy/put-policy.ts');
  const { putPolicy } = await import('../predict/policy/carry-out.ts');
  const { table } = await import('../report/table.ts');

  const output = await openOutput(global);
  const scales = options.scale === true;
  refuseMismatch(options);
  const { group, configuration } = await readPolicy(plan, options);
  if (group === undefined)
    throw new PlimsollError('usage', 'nothing says which group: give --group, or a plan');
  const { autoScaling } = await import('../aws/auto-scaling.ts');
  const desk = autoScaling(global);
  const { name, instanceType } = options;
  const wish = { group, name, configuration, scales, instanceType };
  const change = await planPolicyChange(desk, wish, Date.now() / 1000);
  await confirmPut(change, options);
  const { arn, warnings } = await putPolicy(desk, change);
  tell(`${name} is put, in ${change.configuration.Mode}`);
  for (const warning of warnings) tell(warning);
  const value = {
    AutoScalingGroupName: group,
    PolicyName: name,
    PolicyARN: arn,
    Mode: change.configuration.Mode,
  };
  await output.write({
    value,
    table: () =>
      table(
        [value],
        [
          { header: 'policy', cell: ({ PolicyName }) => PolicyName },
          { header: 'group', cell: ({ AutoScalingGroupName }) => AutoScalingGroupName },
          { header: 'mode', cell: ({ Mode }) => Mode },
        ],
      ),
    csv: () => [value],
  });
}

function refuseMismatch({ name, scale, confirm, instanceType }: PutOptions): void {
  if (instanceType !== undefined && scale !== true)
    throw new PlimsollError('usage', '--instance-type is for --scale: leave it out');
  if (confirm === undefined) return;
  if (scale !== true)
    throw new PlimsollError('usage', '--confirm is for --scale: leave it out, or add --scale');
  if (confirm !== name)
    throw new PlimsollError(
      'usage',
      `--confirm does not repeat the policy's name: nothing was put; give --confirm ${name}`,
    );
}

/** A habit of typing --yes shall not scale a group: that takes the policy's name. */
async function confirmPut(change: PolicyChange, options: PutOptions): Promise<void> {
  const { confirmChange } = await import('./confirm-change.ts');
  const { policyChangeText } = await import('../report/policy-change.ts');
  const { ask, canAsk } = await import('./ask.ts');
  const { group, name, configuration, limit } = change;
  const text = policyChangeText(change);
  if (limit === undefined) {
    const question = `Put ${name} on ${group.name}, in ${configuration.Mode}?`;
    return await confirmChange(text, question, options.yes === true);
  }
  process.stderr.write(`${text}\n\n`);
  if (options.confirm === name) return;
  if (!canAsk())
    throw new PlimsollError(
      'usage',
      `nothing was put: --scale lets the forecast launch up to ${limit.instances} instances, and --yes is not enough for that; repeat the policy's name with --confirm ${name}`,
    );
  const question = `Let the forecast scale ${group.name}, up to ${limit.instances} instances? Type the policy's name to go on: `;
  if ((await ask(question)).trim() !== name)
    throw new PlimsollError('usage', 'not confirmed; nothing was put');
}
