import { formatTimestamp } from '../../curve/timestamp.ts';
import { type Activity, causeText } from '../../model/activity.ts';

/** A scaling activity of one instance, as DescribeScalingActivities tells it. */
export interface GroupActivity {
  readonly ActivityId: string;
  readonly AutoScalingGroupName: string;
  /** The number in its group of the instance that comes or goes; not told. */
  readonly instanceNumber?: number | undefined;
  readonly Description: string;
  readonly Cause: string;
  /** Epoch milliseconds. */
  readonly StartTime: number;
  readonly EndTime?: number | undefined;
  readonly StatusCode:
    | 'PreInService'
    | 'WaitingForELBConnectionDraining'
    | 'Successful'
    | 'Failed'
    | 'Cancelled';
  readonly StatusMessage?: string | undefined;
  readonly Progress: number;
  readonly Details: string;
}

/** An instance that a change of the desired capacity launches or terminates. */
export interface Involved {
  readonly number: number;
  readonly instance: string;
  readonly zone: string;
}

/**
 * The activities of one change of the desired capacity, one an instance, their causes
 * in the manner of AWS's own: what asked for the change, then what came of it.
 *
 * @param newId makes an ActivityId
 */
export function activitiesOf(
  group: string,
  change: Activity,
  { launched, terminated }: Record<'launched' | 'terminated', readonly Involved[]>,
  newId: () => string,
): GroupActivity[] {
  const { at, from, to } = change;
  const when = formatTimestamp(Math.floor(at));
  const asked = `At ${when} ${causeText(change)}.`;
  const each = (
    { zone, number }: Partial<Involved>,
    rest: Pick<GroupActivity, 'Description' | 'Cause' | 'StatusCode'>,
  ): GroupActivity => ({
    ActivityId: newId(),
    AutoScalingGroupName: group,
    instanceNumber: number,
    StartTime: 1000 * at,
    Progress: 0,
    Details: JSON.stringify(zone === undefined ? {} : { 'Availability Zone': zone }),
    ...rest,
    Cause: rest.Cause.slice(0, LONGEST_CAUSE),
  });
  if (change.cause.kind === 'refused')
    return [
      {
        ...each({}, { Description: 'Updating the group', Cause: asked, StatusCode: 'Failed' }),
        EndTime: 1000 * at,
        Progress: 100,
        StatusMessage: causeText(change).slice(0, LONGEST_MESSAGE),
      },
    ];
  const capacity = `in response to a difference between desired and actual capacity, ${to > from ? 'increasing' : 'shrinking'} the capacity from ${from} to ${to}`;
  return [
    ...launched.map((involved) =>
      each(involved, {
        Description: `Launching a new EC2 instance: ${involved.instance}`,
        Cause: `${asked}  At ${when} an instance was started ${capacity}.`,
        StatusCode: 'PreInService',
      }),
    ),
    ...terminated.map((involved) =>
      each(involved, {
        Description: `Terminating EC2 instance: ${involved.instance}`,
        Cause: `${asked}  At ${when} an instance was taken out of service ${capacity}.  At ${when} instance ${involved.instance} was selected for termination.`,
        StatusCode: 'WaitingForELBConnectionDraining',
      }),
    ),
  ];
}

/** Source: EC2 Auto Scaling API reference, Activity. */
const LONGEST_CAUSE = 1023;
const LONGEST_MESSAGE = 255;
