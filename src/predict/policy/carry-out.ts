import { PlimsollError } from '../../error.ts';
import { modeOf, type PolicyChange } from './put-policy.ts';
import { predictiveAmong, type ScalingDesk } from './scaling-desk.ts';

export interface PutOutcome {
  readonly arn: string;
  /** What came about meanwhile and should not be. */
  readonly warnings: readonly string[];
}

/**
 * Puts a policy as planned, and looks whether another has begun to scale the group since.
 *
 * Throws a `PlimsollError` where it is refused, or not answered: then it says what stands.
 */
export async function putPolicy(
  desk: ScalingDesk,
  { group, name, configuration }: PolicyChange,
): Promise<PutOutcome> {
  const arn = await sayingWhatStands(desk, group.name, name, () =>
    desk.put(group.name, name, configuration),
  );
  if (configuration.Mode !== 'ForecastAndScale') return { arn, warnings: [] };
  const others = predictiveAmong(await desk.policies(group.name)).filter(
    (policy) => policy.name !== name && modeOf(policy) === 'ForecastAndScale',
  );
  const warnings = others.map(
    (other) =>
      `${other.name} of ${group.name} scales by its forecast as well by now, and one may: put one of the two in ForecastOnly`,
  );
  return { arn, warnings };
}

/** Removes a policy. Throws as `putPolicy` does. */
export async function removePolicy(
  desk: ScalingDesk,
  groupName: string,
  name: string,
): Promise<void> {
  await sayingWhatStands(desk, groupName, name, () => desk.remove(groupName, name));
}

/** A change that nobody answered may have been made. */
async function sayingWhatStands<Answer>(
  desk: ScalingDesk,
  groupName: string,
  name: string,
  change: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof PlimsollError) || error.code !== 'unreachable') throw error;
    const stands = await whatStands(desk, groupName, name);
    throw new PlimsollError('unreachable', `${error.message}; ${stands}`);
  }
}

async function whatStands(desk: ScalingDesk, groupName: string, name: string): Promise<string> {
  const look = `look with predict policy show --group ${groupName}`;
  try {
    const standing = predictiveAmong(await desk.policies(groupName)).find(
      (policy) => policy.name === name,
    );
    if (standing === undefined) return `${name} is not there by now; ${look}`;
    return `${name} stands in ${modeOf(standing)} by now; ${look}`;
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    return `it may have been done all the same; ${look}`;
  }
}
