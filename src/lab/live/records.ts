import type { AlarmState } from '../../model/alarm.ts';
import type { GroupState, GroupUpdate, Happening } from '../../model/group.ts';
import type { CooldownState } from '../../model/policies/cooldown.ts';
import type { GroupActivity } from './activities.ts';
import type { AlarmSettings } from './alarm-settings.ts';
import type { GroupSettings } from './group-settings.ts';
import type { PolicySettings } from './policy-settings.ts';
import type { ScheduleSettings } from './schedule-settings.ts';

/** What somebody asked the groups and alarms to be, and they are from then on. */
export type Setting =
  | {
      readonly kind: 'put-group';
      readonly group: GroupSettings;
      /** Of a new group, how many instances are in service from the start. */
      readonly inService?: number;
      readonly resize?: Resize;
    }
  | { readonly kind: 'resize-group'; readonly name: string; readonly resize: Resize }
  | { readonly kind: 'delete-group'; readonly name: string }
  | {
      readonly kind: 'put-policy';
      readonly policy: PolicySettings;
      /** Those that it makes for itself. */
      readonly alarms: readonly AlarmSettings[];
    }
  | { readonly kind: 'delete-policy'; readonly group: string; readonly name: string }
  | { readonly kind: 'put-schedule'; readonly schedule: ScheduleSettings }
  | { readonly kind: 'delete-schedule'; readonly group: string; readonly name: string }
  | { readonly kind: 'put-alarm'; readonly alarm: AlarmSettings }
  | { readonly kind: 'delete-alarms'; readonly names: readonly string[] };

/** New bounds or a new desired capacity, and in what words they were asked for. */
export interface Resize {
  readonly changes: GroupUpdate;
  readonly cause: 'creation' | 'update' | 'request';
}

/** When something was, epoch milliseconds; older logs do not say. */
interface Dated {
  readonly at?: number;
}

/** What has become of them. */
export type Event =
  | ({
      readonly kind: 'group-state';
      readonly name: string;
      readonly state: GroupState;
      /** Of its simple policies; older logs lack it. */
      readonly cooldown?: CooldownState;
      /** What is still to happen to its instances. */
      readonly due: readonly Due[];
      /** Those that have begun or ended. */
      readonly activities: readonly GroupActivity[];
    } & Dated)
  | ({ readonly kind: 'group-minute'; readonly name: string } & GroupMinute)
  | { readonly kind: 'alarm-state'; readonly name: string; readonly was: StateOfAlarm };

/** A setting as it is kept. */
export type DatedSetting = Setting & Dated;

export type LiveRecord = DatedSetting | Event;

/** Something that will happen to an instance. */
export interface Due {
  /** Epoch seconds. */
  readonly at: number;
  readonly what: Happening;
  readonly id: number;
}

/** A group's own metrics of a minute. */
export interface GroupMinute {
  /** Since the epoch. */
  readonly minute: number;
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly pending: number;
  readonly inService: number;
  readonly terminating: number;
  /** Means over the minute. */
  readonly warm: number;
  readonly healthy: number;
}

export interface StateOfAlarm {
  readonly state: AlarmState;
  readonly reason: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

const KINDS: Readonly<Record<LiveRecord['kind'], true>> = {
  'put-group': true,
  'resize-group': true,
  'delete-group': true,
  'put-policy': true,
  'delete-policy': true,
  'put-schedule': true,
  'delete-schedule': true,
  'put-alarm': true,
  'delete-alarms': true,
  'group-state': true,
  'group-minute': true,
  'alarm-state': true,
};

export function isLiveRecord(record: { readonly kind: string }): record is LiveRecord {
  return Object.hasOwn(KINDS, record.kind);
}
