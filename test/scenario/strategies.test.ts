import { describe, expect, test } from 'vitest';
import { BASE, base, makeDirectory, problemsOf, read } from './base.ts';

const directory = makeDirectory();

describe('strategies', () => {
  test('without policies are fixed', () => {
    const [fixed] = read(BASE, directory).strategies;
    expect(fixed).toMatchObject({ name: 'fixed', policies: [], alarms: [] });
  });

  const before = BASE.slice(0, BASE.indexOf('strategies:'));

  test.each([
    ['strategies: []', '15: strategies is a list: give a list of strategies, at least one'],
    [
      'strategies: { name: a }',
      '15: strategies is a mapping: give a list of strategies, at least one',
    ],
    ['strategies:', '15: strategies is empty: give a list of strategies, at least one'],
    ['strategies: [fixed]', '15: strategies[0] is "fixed": give a mapping with at least a name'],
  ])('are refused: %s', (is, says) => {
    expect(problemsOf(`${before}${is}\n`, directory)).toEqual([`scenario.yaml:${says}`]);
  });

  test.each([
    [
      'name: fixed',
      '18: strategies[1].name "fixed" is taken on line 16: give each a name of its own',
    ],
    ['nmae: target', '18: unknown key "nmae" (did you mean "name"?)'],
    ['name: 50', '18: strategies[1].name is 50: give text (in quotes when it is a number)'],
    ['name: ""', '18: strategies[1].name is "": give text (in quotes when it is a number)'],
    [
      'name: target\n    scalingPolycies: []',
      '19: unknown key "scalingPolycies" (did you mean "policies"?)',
    ],
  ])('are refused for a name: %s', (is, says) => {
    expect(problemsOf(base('name: target', is), directory)).toEqual([`scenario.yaml:${says}`]);
  });

  test('without a name have their policies read all the same', () => {
    const text = base('name: target', 'group: {}').replace('TargetValue: 50', 'TargetValue: -1');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:18: strategies[1].name is missing: give text (in quotes when it is a number)',
      'scenario.yaml:25: strategies[1].policies[0].TargetTrackingConfiguration.TargetValue is -1: give a number above 0',
    ]);
  });
});

test('a name from the file breaks no line of a message', () => {
  const text = base('[out]', '["o\\nx"]').replace('PolicyName: out', 'PolicyName: "a\\nb"');
  expect(problemsOf(text, directory)).toEqual([
    'scenario.yaml:28: strategies[2].policies[0].PolicyName is "a\ufffdb": give text without control characters',
    'scenario.yaml:45: strategies[2].alarms[0].AlarmActions[0] is "o\ufffdx": give text without control characters',
  ]);
});
