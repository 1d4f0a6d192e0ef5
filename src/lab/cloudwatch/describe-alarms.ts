import type { LiveAlarm } from '../live/live-alarm.ts';
import { operation } from '../operation.ts';
import { INTEGER, list, type Of, oneOf, structure, TEXT, TIMESTAMP, text } from '../shape/shape.ts';
import { ALARM, STATE } from './alarm-shapes.ts';
import { invalidToken, invalidValue, wrongCombination } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

const DESCRIBED = {
  ...ALARM,
  members: {
    ...ALARM.members,
    AlarmArn: TEXT,
    AlarmConfigurationUpdatedTimestamp: TIMESTAMP,
    StateValue: STATE,
    StateReason: TEXT,
    StateUpdatedTimestamp: TIMESTAMP,
    StateTransitionedTimestamp: TIMESTAMP,
  },
};
const INPUT = structure({
  AlarmNames: list(text(1, 255), 100),
  AlarmNamePrefix: text(1, 255),
  AlarmTypes: list(oneOf('CompositeAlarm', 'MetricAlarm', 'LogAlarm')),
  StateValue: STATE,
  ActionPrefix: text(1, 1024),
  MaxRecords: INTEGER,
  NextToken: TEXT,
});

/**
 * DescribeAlarms: all alarms with their states, by name; those that target tracking
 * made for itself among them.
 *
 * Source: Amazon CloudWatch API reference, DescribeAlarms.
 */
export const describeAlarms = operation({
  input: INPUT,
  output: structure({
    CompositeAlarms: list(structure({})),
    MetricAlarms: list(DESCRIBED),
    NextToken: TEXT,
  }),
  handle: (input, { live }: CloudWatchWorld) => {
    const { MaxRecords = 50, AlarmTypes = ['MetricAlarm'] } = input;
    if (input.AlarmNames !== undefined && input.AlarmNamePrefix !== undefined)
      throw wrongCombination(
        'The parameters AlarmNames and AlarmNamePrefix are mutually exclusive.',
      );
    if (MaxRecords < 1 || MaxRecords > 100)
      throw invalidValue(
        `The value ${MaxRecords} for parameter MaxRecords is invalid. Give 1 to 100.`,
      );
    const after = nameIn(input.NextToken);
    const found = [...live.alarms.values()]
      .filter(
        (alarm) =>
          AlarmTypes.includes('MetricAlarm') &&
          isAsked(alarm, input) &&
          alarm.settings.AlarmName > after,
      )
      .toSorted((a, b) => (a.settings.AlarmName < b.settings.AlarmName ? -1 : 1));
    const shown = found.slice(0, MaxRecords);
    const last = shown.at(-1)?.settings.AlarmName ?? '';
    return {
      CompositeAlarms: [],
      MetricAlarms: shown.map(described),
      ...(found.length > MaxRecords && {
        NextToken: Buffer.from(`>${last}`).toString('base64url'),
      }),
    };
  },
});

function isAsked({ settings, was }: LiveAlarm, asked: Of<typeof INPUT>): boolean {
  const { AlarmName, AlarmActions = [] } = settings;
  const { AlarmNames, AlarmNamePrefix = '', StateValue = was.state, ActionPrefix } = asked;
  return (
    (AlarmNames === undefined || AlarmNames.includes(AlarmName)) &&
    AlarmName.startsWith(AlarmNamePrefix) &&
    StateValue === was.state &&
    (ActionPrefix === undefined || AlarmActions.some((action) => action.startsWith(ActionPrefix)))
  );
}

/** As CloudWatch fills it in where it was not said. */
function described({ settings, was }: LiveAlarm) {
  const { ownerPolicyArn: _, ...told } = settings;
  const { Metrics } = told;
  return {
    ...told,
    ActionsEnabled: settings.ActionsEnabled ?? true,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    ...(Metrics === undefined && { Dimensions: settings.Dimensions ?? [] }),
    StateValue: was.state,
    StateReason: was.reason,
    StateUpdatedTimestamp: was.since,
    StateTransitionedTimestamp: was.since,
  };
}

/** The alarms are told in the order of their names. */
function nameIn(token: string | undefined): string {
  if (token === undefined) return '';
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('>')) throw invalidToken('The NextToken is none of this operation.');
  return text.slice(1);
}
