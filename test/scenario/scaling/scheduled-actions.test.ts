import { describe, expect, test } from 'vitest';
import { base, makeDirectory, problemsOf, read } from '../base.ts';

const directory = makeDirectory();
const AT = 'strategies[0].scheduledActions';
const SOUND = '{ ScheduledActionName: a, Recurrence: "0 8 * * *", MinSize: 4 }';

/** The base with scheduled actions for its first strategy, from line 18 on. */
function scheduling(actions: readonly string[]): string {
  const lines = actions.map((action) => `      - ${action}\n`).join('');
  return base(
    '    group: { MinSize: 10',
    `    scheduledActions:\n${lines}    group: { MinSize: 10`,
  );
}

function actionsOf(...actions: readonly string[]) {
  return read(scheduling(actions), directory).strategies[0].scheduledActions;
}

describe('an action that AWS would refuse whenever it is due', () => {
  // The first strategy's group is fixed at ten instances.
  test.each([
    [
      'MinSize: 26',
      '"a" sets MinSize 26, but the group is never allowed more than 10: change it, or raise MaxSize',
    ],
    [
      'MaxSize: 4',
      '"a" sets MaxSize 4, but the group is never allowed fewer than 10: change it, or lower MinSize',
    ],
    [
      'DesiredCapacity: 100',
      '"a" sets DesiredCapacity 100, but the group is never allowed more than 10: change it, or raise MaxSize',
    ],
  ])('is refused: %s', (sizes, says) => {
    const text = scheduling([`{ ScheduledActionName: a, Recurrence: "0 8 * * *", ${sizes} }`]);
    expect(problemsOf(text, directory)).toEqual([`scenario.yaml:17: ${AT} ${says}`]);
  });
});

describe('a scheduled action', () => {
  test('may be pasted as describe-scheduled-actions prints it', () => {
    const printed = {
      AutoScalingGroupName: 'shop-asg',
      ScheduledActionName: 'morning',
      ScheduledActionARN: 'arn:aws:autoscaling:us-east-1:1:scheduledUpdateGroupAction:u',
      Time: '2023-12-31T07:00:00+00:00',
      StartTime: '2023-12-31T07:00:00+00:00',
      EndTime: '2024-12-31T07:00:00Z',
      Recurrence: '0 8 * * MON-FRI',
      TimeZone: 'Europe/Berlin',
      MinSize: 4,
      MaxSize: 20,
      DesiredCapacity: 8,
      KeyOfTomorrow: 1,
    };
    expect(actionsOf(JSON.stringify(printed))).toEqual([
      {
        ScheduledActionName: 'morning',
        StartTime: Date.UTC(2023, 11, 31, 7) / 1000,
        EndTime: Date.UTC(2024, 11, 31, 7) / 1000,
        Recurrence: '0 8 * * MON-FRI',
        TimeZone: 'Europe/Berlin',
        MinSize: 4,
        MaxSize: 20,
        DesiredCapacity: 8,
      },
    ]);
  });

  test('may run once, at a time in epoch seconds', () => {
    const [action] = actionsOf('{ ScheduledActionName: a, StartTime: 1704067500, MinSize: 4 }');
    expect(action).toMatchObject({ StartTime: 1704067500, Recurrence: undefined });
  });

  test('starts at what StartTime was called before', () => {
    const [action] = actionsOf(
      '{ ScheduledActionName: a, Time: 2024-01-01T00:05:00Z, MinSize: 4 }',
    );
    expect(action.StartTime).toBe(Date.UTC(2024, 0, 1, 0, 5) / 1000);
  });

  // The curve ends at 2024-01-01T00:10:00Z.
  test.each([
    ['is its next run after the curve, and it recurs throughout', '2024-01-02T07:00:00Z', true],
    ['is no run of it, and it recurs from then on', '2024-01-02T07:30:00Z', false],
    ['lies before the end of the curve', '2023-12-31T07:00:00Z', false],
  ])('recurs as AWS prints it: StartTime %s', (_, StartTime, isNextRun) => {
    const [action] = actionsOf(
      `{ ScheduledActionName: a, StartTime: ${StartTime}, Recurrence: "0 8 * * *", TimeZone: Europe/Berlin, MinSize: 4 }`,
    );
    expect(action.StartTime).toBe(isNextRun ? undefined : Date.parse(StartTime) / 1000);
  });

  test.each(['*/5 0-6,22-23 1,15 JAN,dec sun-sat', '0 0 29 2 *', '59 23 31 12 7', ' 30  6 * * 2 '])(
    'recurs by five fields of cron: %s',
    (Recurrence) => {
      const action = `{ ScheduledActionName: a, Recurrence: "${Recurrence}", MinSize: 4 }`;
      expect(actionsOf(action)[0].Recurrence).toBe(Recurrence);
    },
  );

  const fields =
    'give five (minute, hour, day of month, month, day of week), such as "0 8 * * 1-5"';
  const forms = '*, a list (1,2), a range (1-5) or a step (*/2)';

  test.each([
    ['0 8 * * * *', `has 6 fields: ${fields}`],
    ['@daily', `has one field: ${fields}`],
    ['0 8', `has 2 fields: ${fields}`],
    ['60 8 * * *', `has minute "60": give 0 to 59, ${forms}`],
    ['5/15 8 * * *', `has minute "5/15": give 0 to 59, ${forms}`],
    ['*/0 8 * * *', `has minute "*/0": give 0 to 59, ${forms}`],
    ['1,,2 8 * * *', `has minute "1,,2": give 0 to 59, ${forms}`],
    ['0 24 * * *', `has hour "24": give 0 to 23, ${forms}`],
    ['0 17-9 * * *', `has hour "17-9": give 0 to 23, ${forms}`],
    ['0 8 L * *', `has day of month "L": give 1 to 31, ${forms}`],
    ['0 8 15W * *', `has day of month "15W": give 1 to 31, ${forms}`],
    ['0 8 ? * *', `has day of month "?": give 1 to 31, ${forms}`],
    ['0 8 0 * *', `has day of month "0": give 1 to 31, ${forms}`],
    ['0 8 * 13 *', `has month "13": give 1 to 12 or JAN to DEC, ${forms}`],
    ['0 8 * * 8', `has day of week "8": give 0 to 7 or SUN to SAT, ${forms}`],
    ['0 8 * * 1#2', `has day of week "1#2": give 0 to 7 or SUN to SAT, ${forms}`],
    ['0 8 * * MONDAY', `has day of week "MONDAY": give 0 to 7 or SUN to SAT, ${forms}`],
    ['0 8 30 2 *', 'names a day that no month has: correct the day or the month'],
  ])('is refused for its Recurrence: %s', (Recurrence, says) => {
    const text = scheduling([
      `{ ScheduledActionName: a, Recurrence: "${Recurrence}", MinSize: 4 }`,
    ]);
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:18: ${AT}[0].Recurrence "${Recurrence}" ${says}`,
    ]);
  });

  test.each(['Europe/Berlin', 'Etc/UTC', 'UTC', 'US/Pacific'])('knows the zone %s', (TimeZone) => {
    const action = `{ ScheduledActionName: a, Recurrence: "0 8 * * *", TimeZone: ${TimeZone}, MinSize: 4 }`;
    expect(actionsOf(action)[0].TimeZone).toBe(TimeZone);
  });

  const A_ZONE = 'give an IANA name, such as Europe/Berlin or Etc/UTC';

  test.each([
    ['Europe/Belrin', `is no time zone (did you mean "Europe/Berlin"?): ${A_ZONE}`],
    ['europe/berlin', `is no time zone (did you mean "Europe/Berlin"?): ${A_ZONE}`],
    ['New_York', `is no time zone (did you mean "America/New_York"?): ${A_ZONE}`],
    ['PST', `is no time zone: ${A_ZONE}`],
    ['+02:00', `is no time zone: ${A_ZONE}`],
    ['Mars/Olympus_Mons', `is no time zone: ${A_ZONE}`],
  ])('is refused for its TimeZone: %s', (TimeZone, says) => {
    const text = scheduling([
      `{ ScheduledActionName: a, Recurrence: "0 8 * * *", TimeZone: "${TimeZone}", MinSize: 4 }`,
    ]);
    expect(problemsOf(text, directory)).toEqual([
      `scenario.yaml:18: ${AT}[0].TimeZone "${TimeZone}" ${says}`,
    ]);
  });

  test.each([
    [
      '{ ScheduledActionName: a, MinSize: 4 }',
      `${AT}[0] never runs: give StartTime, or Recurrence`,
    ],
    [
      '{ ScheduledActionName: a, Recurrence: "0 8 * * *" }',
      `${AT}[0] changes nothing: give MinSize, MaxSize or DesiredCapacity`,
    ],
    [
      '{ Recurrence: "0 8 * * *", MinSize: 4 }',
      `${AT}[0].ScheduledActionName is missing: give text (in quotes when it is a number)`,
    ],
    [
      '{ ScheduledActionName: a, Recurrence: 8, MinSize: 4 }',
      `${AT}[0].Recurrence is 8: give five fields of cron, in quotes`,
    ],
    [
      '{ ScheduledActionName: a, Recurence: "0 8 * * *", MinSize: 4 }',
      'unknown key "Recurence" (did you mean "Recurrence"?)',
    ],
    [
      '{ ScheduledActionName: a, StartTime: 2024-01-01, MinSize: 4 }',
      `${AT}[0].StartTime "2024-01-01" has no time zone; end it with Z for UTC, or with an offset such as +02:00`,
    ],
    [
      '{ ScheduledActionName: a, StartTime: 2024-01-01T00:05:00Z, TimeZone: Europe/Berlin, MinSize: 4 }',
      `${AT}[0].TimeZone is that of Recurrence: leave it out, or give a Recurrence`,
    ],
    [
      '{ ScheduledActionName: a, StartTime: 2024-01-02T00:00:00Z, EndTime: 2024-01-01T00:00:00Z, Recurrence: "0 8 * * *", MinSize: 4 }',
      `${AT}[0].EndTime is 2024-01-01T00:00:00Z, not after StartTime 2024-01-02T00:00:00Z (line 18): give a later time, or leave it out`,
    ],
    [
      '{ ScheduledActionName: a, Recurrence: "0 8 * * *", MinSize: 5, MaxSize: 4 }',
      `${AT}[0] has MinSize 5 (line 18) above MaxSize 4 (line 18): lower it or raise MaxSize`,
    ],
    [
      '{ ScheduledActionName: a, Recurrence: "0 8 * * *", MinSize: 5, DesiredCapacity: 4 }',
      `${AT}[0].DesiredCapacity is 4, below MinSize 5 (line 18): give at least that`,
    ],
    [
      '{ ScheduledActionName: a, Recurrence: "0 8 * * *", MaxSize: 5, DesiredCapacity: 6 }',
      `${AT}[0].DesiredCapacity is 6, above MaxSize 5 (line 18): give at most that`,
    ],
    [
      '{ ScheduledActionName: a, Recurrence: "0 8 * * *", MinSize: -1 }',
      `${AT}[0].MinSize is -1: give a whole number from 0 to 100000`,
    ],
    [
      'noon',
      `${AT}[0] is "noon": give a mapping with ScheduledActionName, Recurrence or StartTime, and sizes`,
    ],
  ])('is refused: %s', (action, says) => {
    expect(problemsOf(scheduling([action]), directory)).toContain(`scenario.yaml:18: ${says}`);
  });
});

describe('two scheduled actions', () => {
  test.each([
    ['of different times', '{ ScheduledActionName: b, Recurrence: "1 8 * * *", MinSize: 2 }'],
    [
      'of different time zones',
      '{ ScheduledActionName: b, Recurrence: "0 8 * * *", TimeZone: Europe/Berlin, MinSize: 2 }',
    ],
  ])('%s are taken', (_, other) => {
    expect(actionsOf(SOUND, other)).toHaveLength(2);
  });

  test('that recur alike one after the other are taken', () => {
    const summer = SOUND.replace('MinSize', 'EndTime: 2024-07-01T00:00:00Z, MinSize');
    const winter =
      '{ ScheduledActionName: b, Recurrence: "0 8 * * *", StartTime: 2024-07-01T00:00:00Z, MinSize: 2 }';
    expect(actionsOf(summer, winter)).toHaveLength(2);
  });

  test('that recur differently and begin together are taken, as AWS prints their next runs', () => {
    const start = (name: string, recurrence: string) =>
      `{ ScheduledActionName: ${name}, StartTime: 2024-01-01T00:05:00Z, Recurrence: "${recurrence}", MinSize: 2 }`;
    expect(actionsOf(start('a', '5 * * * *'), start('b', '5 0 * * *'))).toHaveLength(2);
  });

  test.each([
    [
      SOUND,
      '{ ScheduledActionName: a, Recurrence: "0 9 * * *", MinSize: 2 }',
      'ScheduledActionName "a" is taken on line 18: give each a name of its own',
    ],
    [
      SOUND,
      '{ ScheduledActionName: b, Recurrence: "0  8 * * *", TimeZone: UTC, MinSize: 2 }',
      'Recurrence is 0  8 * * *, and so is that of "a" (line 18): AWS takes one action at a time, so change one',
    ],
    [
      '{ ScheduledActionName: a, StartTime: 2024-01-01T00:05:00Z, MinSize: 4 }',
      '{ ScheduledActionName: b, StartTime: 2024-01-01T01:05:00+01:00, MaxSize: 9 }',
      'StartTime is 2024-01-01T00:05:00Z, and so is that of "a" (line 18): AWS takes one action at a time, so change one',
    ],
    [
      '{ ScheduledActionName: a, StartTime: 2024-01-01T00:05:00Z, Recurrence: "0 8 * * *", MinSize: 4 }',
      '{ ScheduledActionName: b, StartTime: 2024-01-01T00:05:00Z, MaxSize: 9 }',
      'StartTime is 2024-01-01T00:05:00Z, and so is that of "a" (line 18): AWS takes one action at a time, so change one',
    ],
  ])('are refused: %s and %s', (one, other, says) => {
    expect(problemsOf(scheduling([one, other]), directory)).toEqual([
      `scenario.yaml:19: ${AT}[1].${says}`,
    ]);
  });
});

test('scheduled actions number 125 at most', () => {
  const actions = Array.from(
    { length: 126 },
    (_, i) =>
      `{ ScheduledActionName: a${i}, Recurrence: "${i % 60} ${Math.floor(i / 60)} * * *", MinSize: 4 }`,
  );
  expect(actionsOf(...actions.slice(1))).toHaveLength(125);
  expect(problemsOf(scheduling(actions), directory)).toEqual([
    `scenario.yaml:17: ${AT} has 126 actions for the group: give at most 125`,
  ]);
});

test.each([
  ['8', 'is 8: give a list of scheduled actions, or { file: describe-scheduled-actions.json }'],
  [
    '{ MinSize: 4 }',
    'has no ScheduledUpdateGroupActions, but "MinSize": give a list of scheduled actions, or { file: describe-scheduled-actions.json }',
  ],
])('scheduled actions are refused: %s', (is, says) => {
  const text = base('name: fixed', `name: fixed\n    scheduledActions: ${is}`);
  expect(problemsOf(text, directory)).toEqual([`scenario.yaml:17: ${AT} ${says}`]);
});
