import { describe, expect, test } from 'vitest';
import { OTHER_PRICES } from '../../src/model/prices.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { BASE, base, makeDirectory, problemsOf, read, refusal } from './base.ts';

const directory = makeDirectory();

describe('a sound scenario', () => {
  test('becomes a plan with every default filled in', () => {
    const { load, strategies, ...plan } = read(BASE, directory);
    expect(plan).toEqual({
      seed: 1,
      curve: { source: 'curve.csv', stepSeconds: 60 },
      evaluateFrom: 2,
      service: {
        requestsPerSecond: 100,
        serviceTimeMs: 40,
        timeoutSeconds: 10,
        idleCpuPercent: 0,
        bootCpuPercent: 100,
        volumeGb: 0,
        publicAddress: false,
        contention: 0,
        coherency: 0,
      },
      loadBalancer: {
        algorithm: 'round_robin',
        slowStartSeconds: 0,
        deregistrationDelaySeconds: 300,
        bytesPerRequest: 20_000,
        newConnectionsPerRequest: 0.1,
      },
      slo: { p95LatencyMs: 250, failedPercent: 0.1, violationMinutes: undefined },
      prices: { asOf: '2026-07-20', ec2UsdPerHour: 0.096, ...OTHER_PRICES },
      assumptions: {
        lowAlarmRatio: 0.7,
        highAlarmMinutes: 3,
        lowAlarmMinutes: 15,
        metricDelaySeconds: 60,
        evaluationRangeExtra: 2,
        lowAlarmRestartsAfterScaleIn: true,
        zeroRequestCountPerTarget: true,
        networkInShare: 0.05,
        connectionSeconds: 60,
        forecastHoldsUp: true,
        historyUtilization: 0.5,
      },
      group: {
        MinSize: 2,
        MaxSize: 40,
        DesiredCapacity: 4,
        DefaultInstanceWarmup: undefined,
        DefaultCooldown: 300,
        launchSeconds: 60,
        bootSeconds: 30,
        detailedMonitoring: false,
      },
      groupName: undefined,
    });
    expect(load.startMinute).toBe(Date.UTC(2024, 0, 1) / 60_000);
    expect([...load.requestsPerSecond]).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109]);
    expect(strategies.map(({ name }) => name)).toEqual(['fixed', 'target', 'steps']);
  });

  test('may be JSON', () => {
    const json = JSON.stringify({
      curve: { file: 'curve.csv' },
      service: { instanceType: 'm5.large', requestsPerSecond: 100 },
      group: { MaxSize: 4 },
      slo: { p95LatencyMs: 250 },
      strategies: [{ name: 'fixed' }],
    });
    expect(read(json, directory).strategies).toHaveLength(1);
  });

  test('is called scenario where nobody names it', () => {
    expect(() => parseScenario('seed: x', { baseDir: directory })).toThrow(
      'scenario:1: seed is "x": give a whole number',
    );
  });

  test('takes any whole number as its seed', () => {
    expect(read(`seed: -7\n${BASE}`, directory).seed).toBe(-7);
  });
});

describe('a mistake', () => {
  const WHOLE = ': give a mapping with curve, service, group, slo and strategies';

  test.each([
    ['', [`scenario.yaml:1: the scenario is empty${WHOLE}`]],
    ['# nothing yet\n', [`scenario.yaml:1: the scenario is empty${WHOLE}`]],
    ['- curve\n', [`scenario.yaml:1: the scenario is a list${WHOLE}`]],
    ['hello\n', [`scenario.yaml:1: the scenario is "hello"${WHOLE}`]],
    [
      '{}',
      [
        'scenario.yaml:1: curve is missing: give a mapping with the curve file, such as { file: curve.csv }',
        'scenario.yaml:1: service is missing: give a mapping with at least requestsPerSecond and instanceType',
        'scenario.yaml:1: slo is missing: give a mapping with at least p95LatencyMs',
        'scenario.yaml:1: group is missing: give a mapping, such as { MinSize: 2, MaxSize: 20 }',
        'scenario.yaml:1: strategies is missing: give a list of strategies, at least one',
      ],
    ],
  ])('in the whole of it: %j', (text, problems) => {
    expect(problemsOf(text, directory)).toEqual(problems);
  });

  test.each([
    ['seeed: 3', 'unknown key "seeed" (did you mean "seed"?)'],
    [
      'colour: red',
      'unknown key "colour" (known here: curve, evaluateFrom, seed, service, group, loadBalancer, slo, prices, assumptions, strategies, faults, observed)',
    ],
    ['seed: 1.5', 'seed is 1.5: give a whole number'],
    ['seed: "7"', 'seed is "7": give a whole number'],
    ['seed:', 'seed is empty: give a whole number'],
  ])('at the top: %s', (line, says) => {
    expect(problemsOf(`${line}\n${BASE}`, directory)).toEqual([`scenario.yaml:1: ${says}`]);
  });

  test('does not hide the others, which come in the order of their lines', () => {
    const text = base('MinSize: 2\n', 'MinSize: 50\n')
      .replace('p95LatencyMs', 'p95LatencyMS')
      .replace('file: curve.csv', 'file: curve.csv\n  scale: -1')
      .replace('TargetValue: 50', 'TargetValue: 0');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:3: curve.scale is -1: give a number above 0',
      'scenario.yaml:8: group has MinSize 50 (line 9) above MaxSize 40 (line 10): lower it or raise MaxSize',
      'scenario.yaml:15: unknown key "p95LatencyMS" (did you mean "p95LatencyMs"?)',
      'scenario.yaml:26: strategies[1].policies[0].TargetTrackingConfiguration.TargetValue is 0: give a number above 0',
    ]);
  });

  test('is one of five that are told, and the rest is counted', () => {
    const service = [1, 2, 3, 4, 5, 6, 7].map((n) => `  wrong${n}: 1`).join('\n');
    const problems = problemsOf(base('service:\n', `service:\n${service}\n`), directory);
    expect(problems).toHaveLength(6);
    expect(problems[4]).toMatch(/^scenario.yaml:9: unknown key "wrong5"/);
    expect(problems[5]).toBe('and 2 more');
  });

  test('in an alias points to where the value stands', () => {
    const text = base(
      '    group: { MinSize: 10, MaxSize: 10, DesiredCapacity: 10 }',
      '    group: *g',
    )
      .replace('group:\n', 'group: &g\n')
      .replace('MinSize: 2\n', 'MinSize: two\n');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:8: group.MinSize is "two": give a whole number from 0 to 100000',
      'scenario.yaml:8: strategies[0].group.MinSize is "two": give a whole number from 0 to 100000',
    ]);
  });
});

describe('what is not built yet', () => {
  test.each([
    [
      'requestsPerSecond: 100',
      'requestsPerSecond: 100\n  serviceTimeMs: { mean: 40, p95: 90 }',
      '7: service.serviceTimeMs as { mean, p95 } is not supported yet: give the mean alone',
    ],
    [
      'MinSize: 2\n',
      'MinSize: 2\n  zones: 3\n',
      '9: group.zones is not supported yet: leave it out',
    ],
    [
      'MinSize: 2\n',
      'MinSize: 2\n  warmPool: { MinSize: 0 }\n',
      '9: group.warmPool is not supported yet: leave it out',
    ],
    [
      'algorithm: round_robin',
      'algorithm: weighted_random',
      '12: loadBalancer.algorithm "weighted_random" is not supported yet: give round_robin or least_outstanding_requests',
    ],
    ['slo:\n', 'faults: []\nslo:\n', '13: faults is not supported yet: leave it out'],
    [
      'slo:\n',
      'observed: { file: recorded.csv }\nslo:\n',
      '13: observed is not supported yet: leave it out',
    ],
  ])('is said to be so: %s → %s', (passage, is, says) => {
    const error = refusal(base(passage, is), directory);
    expect(error?.problems).toEqual([`scenario.yaml:${says}`]);
    expect(error?.code).toBe('not-supported');
  });

  test('is a bad file once something else is wrong with it', () => {
    const error = refusal(base('MinSize: 2\n', 'MinSize: -2\n  zones: 3\n'), directory);
    expect(error?.code).toBe('bad-file');
    expect(error?.problems).toHaveLength(2);
  });
});
