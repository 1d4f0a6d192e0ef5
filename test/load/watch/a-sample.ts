import type { GroupSample } from '../../../src/load/watch/group-sample.ts';
import type { GroupActivity, GroupAlarm } from '../../../src/load/watch/group-source.ts';

/** When the run of these tests began. */
export const STARTED_AT = '2026-01-05T00:00:00.000Z';

/** What AWS calls so many seconds after the run's start. */
export function awsTime(second: number): string {
  return new Date(Date.parse(STARTED_AT) + 1000 * second).toISOString();
}

/** A poll that took a tenth of a second and found two instances at work, unless it says otherwise. */
export function aSample(at: number, changes: Partial<GroupSample> = {}): GroupSample {
  return {
    group: 'shop-asg',
    at,
    until: at + 0.1,
    desired: 2,
    inService: 2,
    pending: 0,
    terminating: 0,
    healthy: 2,
    activities: [],
    alarms: [],
    balancer: [],
    failed: [],
    ...changes,
  };
}

export function anAlarm(StateValue: string, second: number, AlarmName = 'busy'): GroupAlarm {
  return { AlarmName, StateValue, StateTransitionedTimestamp: awsTime(second) };
}

/** A launch as AWS words it, asked for by an alarm, or by what `asked` says. */
export function aLaunch(
  second: number,
  {
    EndTime,
    asked = 'a monitor alarm busy in state ALARM triggered policy cpu',
  }: {
    readonly EndTime?: string;
    readonly asked?: string;
  } = {},
): GroupActivity {
  const at = awsTime(second).replace(/\.\d+/, '');
  return {
    ActivityId: `launch-${second}`,
    Description: 'Launching a new EC2 instance: i-1',
    Cause: `At ${at} ${asked} changing the desired capacity from 2 to 3.  At ${at} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from 2 to 3.`,
    StatusCode: EndTime === undefined ? 'PreInService' : 'Successful',
    StartTime: awsTime(second),
    EndTime,
  };
}
