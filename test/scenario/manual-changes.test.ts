import { describe, expect, test } from 'vitest';
import { base, makeDirectory, problemsOf, read } from './base.ts';

const directory = makeDirectory();

/** The base with changes by hand for its second strategy, of 2 to 40 instances; simulated from 00:02 to 00:10. */
function changing(changes: string): string {
  return base('name: target', `name: target\n    manualChanges: ${changes}`);
}

describe('changes by hand', () => {
  test('set the desired capacity at their times', () => {
    const text = changing(
      '[{ at: 2024-01-01T00:03:00Z, DesiredCapacity: 8 }, { at: 1704067500, DesiredCapacity: 2 }]',
    );
    expect(read(text, directory).strategies.map(({ manualChanges }) => manualChanges)).toEqual([
      [],
      [
        { at: Date.UTC(2024, 0, 1, 0, 3) / 1000, DesiredCapacity: 8 },
        { at: 1704067500, DesiredCapacity: 2 },
      ],
      [],
    ]);
  });

  test.each([
    ['8', ' is 8: give a list of changes by hand'],
    ['[8]', '[0] is 8: give a mapping, such as { at: 2026-06-01T08:00:00Z, DesiredCapacity: 8 }'],
    [
      '[{ at: 2024-01-01T00:03:00Z }]',
      '[0].DesiredCapacity is missing: give a whole number of at least 0',
    ],
    [
      '[{ at: noon, DesiredCapacity: 8 }]',
      '[0].at "noon" is no timestamp; write ISO 8601 with a zone (2014-04-10T00:04:00Z) or epoch seconds',
    ],
    [
      '[{ at: 2024-01-01T00:03:00Z, DesiredCapacity: 41 }]',
      '[0].DesiredCapacity is 41, above MaxSize 40: give a whole number from 2 to 40',
    ],
    [
      '[{ at: 2024-01-01T00:03:00Z, DesiredCapacity: 1 }]',
      '[0].DesiredCapacity is 1, below MinSize 2: give a whole number from 2 to 40',
    ],
    [
      '[{ at: 2024-01-01T00:01:59Z, DesiredCapacity: 8 }]',
      '[0].at is 2024-01-01T00:01:59Z, outside of what is simulated: give a time from 2024-01-01T00:02:00Z to before 2024-01-01T00:10:00Z',
    ],
    [
      '[{ at: 2024-01-01T00:10:00Z, DesiredCapacity: 8 }]',
      '[0].at is 2024-01-01T00:10:00Z, outside of what is simulated: give a time from 2024-01-01T00:02:00Z to before 2024-01-01T00:10:00Z',
    ],
  ])('are refused: %s', (changes, says) => {
    expect(problemsOf(changing(changes), directory)).toEqual([
      `scenario.yaml:19: strategies[1].manualChanges${says}`,
    ]);
  });

  test('are refused with a key that they have not', () => {
    const text = changing('[{ at: 2024-01-01T00:03:00Z, DesiredCapacty: 8 }]');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:19: unknown key "DesiredCapacty" (did you mean "DesiredCapacity"?)',
    ]);
  });
});
