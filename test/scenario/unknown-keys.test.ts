import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { isMapping } from '../../src/model/json/mapping.ts';
import { base, makeDirectory, problemsOf } from './base.ts';

const directory = makeDirectory();

/** Every mapping of our own, so that no section is forgotten. */
const FULL = base('algorithm: round_robin', 'healthCheck: { intervalSeconds: 30 }')
  .replace('  MaxSize: 40\n', '  MaxSize: 40\n  launchSeconds: { mean: 50, p95: 90 }\n')
  .replace('slo:\n', 'prices: {}\nassumptions: {}\nslo:\n')
  .replace(
    'name: fixed\n',
    `name: fixed
    scheduledActions: [{ ScheduledActionName: a, Recurrence: '0 8 * * *', MinSize: 10 }]
    manualChanges: [{ at: 2024-01-01T00:03:00Z, DesiredCapacity: 10 }]
`,
  );

describe('an unknown key', () => {
  test.each([
    [[]],
    [['curve']],
    [['service']],
    [['group']],
    [['group', 'launchSeconds']],
    [['loadBalancer']],
    [['loadBalancer', 'healthCheck']],
    [['slo']],
    [['prices']],
    [['assumptions']],
    [['strategies', 0]],
    [['strategies', 0, 'group']],
    [['strategies', 0, 'manualChanges', 0]],
  ])('is refused at %j', (path) => {
    const key = fc.stringMatching(/^[a-z]{12}$/);
    fc.assert(
      fc.property(key, (key) => {
        const problems = problemsOf(withKey(path, key), directory);
        expect(problems).toHaveLength(1);
        expect(problems[0]).toMatch(new RegExp(`^scenario.yaml:\\d+: unknown key "${key}" \\(`));
      }),
      { numRuns: 5 },
    );
  });

  test.each([
    [['strategies', 1, 'policies', 0]],
    [['strategies', 1, 'policies', 0, 'TargetTrackingConfiguration']],
    [
      [
        'strategies',
        1,
        'policies',
        0,
        'TargetTrackingConfiguration',
        'PredefinedMetricSpecification',
      ],
    ],
    [['strategies', 2, 'policies', 0, 'StepAdjustments', 0]],
    [['strategies', 2, 'alarms', 0]],
    [['strategies', 0, 'scheduledActions', 0]],
  ])('is ignored where AWS may have added it, at %j', (path) => {
    expect(problemsOf(withKey(path, 'keyOfTomorrow'), directory)).toEqual([]);
  });
});

/** `FULL` with a key added to the mapping at that path. */
function withKey(path: readonly (string | number)[], key: string): string {
  const root: unknown = parse(FULL);
  let target = root;
  for (const step of path) {
    if (Array.isArray(target) && typeof step === 'number') target = target[step];
    else if (isMapping(target)) target = target[step];
  }
  Object.assign(Object(target), { [key]: 1 });
  return stringify(root);
}
