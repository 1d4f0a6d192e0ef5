import { shown } from '../../curve/shown.ts';
import type { MetricAlarm } from '../../model/policies/policy.ts';
import { nearest } from '../reading/nearest.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';
import { readAction } from './action.ts';
import { readAlarms } from './alarms.ts';
import type { NamedPolicy } from './policies.ts';

/**
 * Reads a strategy's `alarms` and keeps those that trigger a policy, their actions
 * reduced to the PolicyNames they trigger: what else an action does scales nothing.
 *
 * Reports an action that names no policy, and a step scaling policy that waits for
 * no alarm: it would never act. An alarm or policy that is disabled counts as
 * there.
 */
export function readTriggers(
  value: unknown,
  at: Path,
  policies: readonly NamedPolicy[],
  problems: Problems,
): MetricAlarm[] {
  const problemsBefore = problems.count;
  const triggered = new Set<NamedPolicy>();
  const linked = readAlarms(value, at, problems).flatMap(({ alarm, actions, at }) => {
    const targets = actions.flatMap((action, index) =>
      findPolicy(action, [...at, 'AlarmActions', index], policies, problems),
    );
    for (const target of targets) triggered.add(target);
    const names = new Set(targets.flatMap(({ policy }) => policy?.PolicyName ?? []));
    return alarm !== undefined && names.size > 0 ? [{ ...alarm, AlarmActions: [...names] }] : [];
  });
  // A policy whose alarm was refused, or misses its name, is not a second mistake.
  if (problems.count === problemsBefore) refuseIdle(policies, triggered, problems);
  return linked;
}

function findPolicy(
  text: string,
  at: Path,
  policies: readonly NamedPolicy[],
  problems: Problems,
): NamedPolicy[] {
  const action = readAction(text);
  if (action.triggers !== 'policy') return [];
  const found =
    policies.find(({ arn }) => arn !== undefined && arn === action.arn) ??
    policies.find(({ name }) => name === action.name);
  if (found === undefined) {
    const names = policies.map(({ name }) => name);
    const meant = nearest(action.name, names);
    const hint = meant === undefined ? '' : ` (did you mean ${shown(meant)}?)`;
    const known = names.length > 0 ? `one of ${names.join(', ')}` : 'a policy of this strategy';
    problems.of(at, `${shown(action.name)} names no policy here${hint}: give ${known}`);
    return [];
  }
  if (found.policy?.PolicyType === 'TargetTrackingScaling') {
    const says = `${shown(found.name)} tracks a target, and to give it alarms is not supported yet: leave them out, it makes its own`;
    problems.of(at, says, 'not-supported');
    return [];
  }
  return [found];
}

function refuseIdle(
  policies: readonly NamedPolicy[],
  triggered: ReadonlySet<NamedPolicy>,
  problems: Problems,
): void {
  for (const entry of policies) {
    if (entry.policy?.PolicyType !== 'StepScaling' || triggered.has(entry)) continue;
    const says = `${shown(entry.name)} is triggered by no alarm: add one whose AlarmActions name it`;
    problems.of(entry.nameAt, says);
  }
}
