import type { Command } from 'commander';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';

interface RemoveOptions {
  readonly group: string;
  readonly name: string;
  readonly yes?: boolean;
}

/** Adds `plimsoll predict policy remove`. */
export function predictPolicyRemove(policy: Command): void {
  policy
    .command('remove')
    .description('remove a predictive scaling policy; the instances that it launched stay')
    .requiredOption('--group <name>', 'the Auto Scaling group')
    .requiredOption('--name <name>', 'the policy')
    .option('--yes', 'without asking')
    .action(async (options: RemoveOptions, command: Command) => {
      await remove(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function remove({ group, name, yes }: RemoveOptions, global: GlobalOptions): Promise<void> {
  const { confirmChange } = await import('./confirm-change.ts');
  const { openOutput } = await import('./output.ts');
  const { modeOf } = await import('../predict/policy/put-policy.ts');
  const { removePolicy } = await import('../predict/policy/carry-out.ts');
  const { autoScaling } = await import('../aws/auto-scaling.ts');
  const output = await openOutput(global);
  const desk = autoScaling(global);
  const { predictiveAmong } = await import('../predict/policy/scaling-desk.ts');
  const predictive = predictiveAmong(await desk.policies(group));
  const standing = predictive.find((policy) => policy.name === name);
  // A policy of another type is none of ours, whatever its name.
  if (standing === undefined)
    throw new PlimsollError(
      'usage',
      `--name ${shown(name)}: ${group} has no such predictive policy`,
    );
  await confirmChange(
    `policy    ${name} of ${group}, ${modeOf(standing)}, is to be removed; instances stay as they are`,
    `Remove ${name} from ${group}?`,
    yes === true,
  );
  await removePolicy(desk, group, name);
  const removed = { AutoScalingGroupName: group, PolicyName: name };
  output.note(`${name} is removed`);
  await output.write({
    value: removed,
    // The note has said it.
    table: () => '',
    csv: () => [removed],
  });
}
