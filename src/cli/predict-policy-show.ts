import type { Command } from 'commander';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';

interface ShowOptions {
  readonly group: string;
  readonly name?: string;
}

/** Adds `plimsoll predict policy show`. */
export function predictPolicyShow(policy: Command): void {
  policy
    .command('show')
    .description("show a group's predictive scaling policies, in AWS's shape")
    .requiredOption('--group <name>', 'the Auto Scaling group')
    .option('--name <name>', 'of one policy alone')
    .action(async (options: ShowOptions, command: Command) => {
      await show(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function show({ group, name }: ShowOptions, global: GlobalOptions): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { policyRows, policiesText } = await import('../report/policies.ts');
  const output = await openOutput(global);
  const { autoScaling } = await import('../aws/auto-scaling.ts');
  const { predictiveAmong } = await import('../predict/policy/scaling-desk.ts');
  const all = predictiveAmong(await autoScaling(global).policies(group));
  const policies = name === undefined ? all : all.filter((policy) => policy.name === name);
  if (name !== undefined && policies.length === 0)
    throw new PlimsollError(
      'usage',
      `--name ${shown(name)}: ${group} has no such predictive policy${all.length === 0 ? '' : `; it has ${all.map((policy) => policy.name).join(', ')}`}`,
    );
  await output.write({
    value: {
      ScalingPolicies: policies.map((policy) => ({
        AutoScalingGroupName: group,
        PolicyName: policy.name,
        PolicyARN: policy.arn,
        PolicyType: policy.type,
        PredictiveScalingConfiguration: policy.configuration,
      })),
    },
    table: () => policiesText(group, policies),
    csv: () => policyRows(policies),
  });
}
