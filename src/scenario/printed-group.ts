import * as z from 'zod';
import type { Path } from '../model/json/path.ts';
import { check } from './reading/check.ts';
import { boolean, number, text } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';
import { ignored, notYet, refuse } from './reading/refusals.ts';
import { ofOneGroup } from './scaling/one-group.ts';
import type { PrintedKind, PrintedList } from './scaling/printed-list.ts';

export const GROUPS: PrintedKind = {
  things: 'groups',
  command: 'autoscaling describe-auto-scaling-groups',
  key: 'AutoScalingGroups',
};

/** A size of a group, in instances. */
export const size = number({ whole: true, atLeast: 0, atMost: 100_000 });

/** Seconds; AWS's -1 takes away a warm-up that was set before. */
export const instanceWarmup = number({ whole: true, atLeast: -1, atMost: 3600 }).optional();

/** Seconds. */
export const cooldown = number({ whole: true, atLeast: 0 }).optional();

/**
 * What `aws autoscaling describe-auto-scaling-groups` prints of a group. Its
 * instances, zones, tags and the like decide nothing here; what would and is not
 * built is refused.
 */
const shape = z.looseObject(
  {
    AutoScalingGroupName: text(),
    MinSize: size,
    MaxSize: size,
    DesiredCapacity: size,
    DefaultInstanceWarmup: instanceWarmup,
    DefaultCooldown: cooldown,
    HealthCheckType: ignored(),
    HealthCheckGracePeriod: ignored(),
    Instances: ignored(),
    MixedInstancesPolicy: notYet('leave it out, for a group of one type of instances'),
    WarmPoolConfiguration: notYet('leave it out, for the group without its warm pool'),
    NewInstancesProtectedFromScaleIn: boolean()
      .refine((isProtected) => !isProtected, {
        error: 'is not supported yet: give false',
        params: { refused: 'not-supported' },
      })
      .optional(),
    SuspendedProcesses: z
      .array(z.looseObject({ ProcessName: runningProcess() }), { error: 'a list of processes' })
      .optional(),
  },
  { error: 'a group with MinSize and MaxSize' },
);

/** A group that AWS printed, and where. */
export interface PrintedGroup {
  readonly at: Path;
  readonly name: string;
  readonly set: Pick<
    z.output<typeof shape>,
    'MinSize' | 'MaxSize' | 'DesiredCapacity' | 'DefaultInstanceWarmup' | 'DefaultCooldown'
  >;
}

/** The one group that is meant; undefined when that is not clear, or it was refused. */
export function readPrintedGroup(list: PrintedList, problems: Problems): PrintedGroup | undefined {
  const problemsBefore = problems.count;
  const [item] = ofOneGroup(list, undefined, problems);
  if (item === undefined) {
    if (problems.count === problemsBefore)
      problems.of(list.at, 'has no group: give MinSize and MaxSize here');
    return undefined;
  }
  const read = check(shape, item.value, item.at, problems);
  if (read === undefined) return undefined;
  const { AutoScalingGroupName: name, MinSize, MaxSize, DesiredCapacity } = read;
  const { DefaultInstanceWarmup, DefaultCooldown } = read;
  const set = { MinSize, MaxSize, DesiredCapacity, DefaultInstanceWarmup, DefaultCooldown };
  return { at: item.at, name, set };
}

/** The others do their work only when an instance fails or zones are out of balance. */
const DECISIVE = [
  'Launch',
  'Terminate',
  'AlarmNotification',
  'ScheduledActions',
  'AddToLoadBalancer',
];

function runningProcess() {
  return text().superRefine((process, context) => {
    if (!DECISIVE.includes(process)) return;
    const says = `${process} is not supported yet: leave it out, for the group with that process running`;
    refuse(context, says, 'not-supported');
  });
}
