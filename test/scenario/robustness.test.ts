import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isMapping } from '../../src/model/json/mapping.ts';
import { BASE, makeDirectory, refusal } from './base.ts';

const directory = makeDirectory();
const sound: unknown = parse(BASE);
/** The sections that `BASE` has not. */
const pasted: unknown = {
  ...Object(sound),
  group: {
    AutoScalingGroups: [{ AutoScalingGroupName: 'g', MinSize: 1, MaxSize: 9, DesiredCapacity: 2 }],
    group: 'g',
  },
  prices: { asOf: '2026-10-01', lcuUsdPerHour: 0.01 },
  strategies: [
    {
      name: 'pasted',
      policies: {
        ScalingPolicies: [
          {
            AutoScalingGroupName: 'g',
            PolicyName: 'out',
            PolicyType: 'SimpleScaling',
            AdjustmentType: 'ChangeInCapacity',
            ScalingAdjustment: 1,
            Enabled: true,
          },
          {
            AutoScalingGroupName: 'g',
            PolicyName: 'target',
            PolicyType: 'TargetTrackingScaling',
            TargetTrackingConfiguration: {
              CustomizedMetricSpecification: {
                MetricName: 'NetworkOut',
                Namespace: 'AWS/EC2',
                Statistic: 'Average',
                Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'g' }],
              },
              TargetValue: 1_000_000,
            },
          },
        ],
      },
      alarms: {
        MetricAlarms: [
          {
            AlarmName: 'slow',
            Namespace: 'AWS/ApplicationELB',
            MetricName: 'TargetResponseTime',
            ExtendedStatistic: 'p95',
            Period: 60,
            EvaluationPeriods: 2,
            Threshold: 0.2,
            ComparisonOperator: 'GreaterThanThreshold',
            AlarmActions: ['out'],
          },
        ],
        CompositeAlarms: [],
      },
      scheduledActions: {
        ScheduledUpdateGroupActions: [
          {
            AutoScalingGroupName: 'g',
            ScheduledActionName: 'up',
            StartTime: '2023-12-31T08:00:00+00:00',
            Recurrence: '0 8 * * *',
            TimeZone: 'Europe/Berlin',
            MinSize: 2,
          },
        ],
      },
      manualChanges: [{ at: '2024-01-01T00:03:00Z', DesiredCapacity: 3 }],
    },
  ],
};

describe('a scenario, however wrong', () => {
  test.each([
    ['written', sound],
    ['pasted', pasted],
  ])('is refused with lines of its own, whatever stands at any one place: %s', (_, sound) => {
    expect(refusal(JSON.stringify(sound), directory)).toBeUndefined();
    const place = fc.constantFrom(...placesIn(sound));
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.double(),
      fc.constantFrom('__proto__', 'constructor', '', null),
    );
    fc.assert(
      fc.property(place, anything, (path, value) => {
        const text = JSON.stringify(replaced(sound, path, value));
        const error = refusal(text, directory);
        for (const line of error?.problems ?? []) {
          expect(line).toMatch(/^(scenario\.yaml:\d+: \S.*|and \d+ more)$/u);
          expect(line).not.toMatch(/undefined|\[object|Invalid input/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is refused in one line when it is no YAML', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const problems = refusal(text, directory)?.problems ?? [];
        expect(problems.length).toBeGreaterThan(0);
        for (const line of problems) expect(line).not.toContain('\n');
      }),
    );
  });
});

type Place = readonly (string | number)[];

/** Where in a value anything stands, itself included. */
function placesIn(value: unknown, at: Place = []): Place[] {
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...at, index]))
    : isMapping(value)
      ? Object.entries(value).flatMap(([key, child]) => placesIn(child, [...at, key]))
      : [];
  return [at, ...inside];
}

/** A copy in which something else stands at that place. */
function replaced(value: unknown, [key, ...rest]: Place, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? replaced(item, rest, put) : item));
  }
  return isMapping(value) ? { ...value, [key]: replaced(value[key], rest, put) } : value;
}
