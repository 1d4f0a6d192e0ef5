import type { Assumptions } from '../../model/assumptions.ts';
import { AwsError } from '../aws-error.ts';
import type { GroupTiming } from '../live/group-settings.ts';
import type { Live } from '../live/live.ts';
import type { LiveGroup } from '../live/live-group.ts';
import type { Change } from '../open-state.ts';

/** What Auto Scaling's operations work on. */
export interface AutoScalingWorld {
  readonly live: Live;
  readonly change: Change;
  /** Of groups that are created. */
  readonly timing: GroupTiming;
  readonly assumptions: Assumptions;
}

/** A group by its name; throws a `ValidationError` where there is none. */
export function groupOf({ live }: AutoScalingWorld, name: string): LiveGroup {
  const group = live.groups.get(name);
  if (group === undefined)
    throw new AwsError('ValidationError', `AutoScalingGroup name not found - ${name}`);
  return group;
}

/** The group of a name, or all where none is named; throws as `groupOf` does. */
export function groupsOf(world: AutoScalingWorld, name: string | undefined): readonly LiveGroup[] {
  return name === undefined ? [...world.live.groups.values()] : [groupOf(world, name)];
}
