import { describe, expect, test } from 'vitest';
import { ASSUMPTIONS } from '../../src/model/assumptions.ts';
import { base, makeDirectory, problemsOf, read } from './base.ts';

const directory = makeDirectory();

describe('an SLO that no capacity can meet', () => {
  test('is refused with what an idle instance reaches', () => {
    // 40 ms × ln 20, the 95th percentile of an exponential service time.
    expect(problemsOf(base('p95LatencyMs: 250', 'p95LatencyMs: 100'), directory)).toEqual([
      'scenario.yaml:14: slo.p95LatencyMs is 100, but even an idle instance with a mean service time of 40 ms has a 95th percentile of 120 ms: raise it, or lower service.serviceTimeMs',
    ]);
  });
});

describe('the load balancer', () => {
  const loadBalancer = (is: string) => base('  algorithm: round_robin', is);

  test('may be left out, and is then as AWS makes it', () => {
    const text = base('loadBalancer:\n  algorithm: round_robin\n', '');
    expect(read(text, directory).loadBalancer).toEqual({
      algorithm: 'round_robin',
      slowStartSeconds: 0,
      deregistrationDelaySeconds: 300,
      bytesPerRequest: 20_000,
      newConnectionsPerRequest: 0.1,
    });
  });

  test('takes its health check, which decides nothing while nothing fails', () => {
    const is =
      '  slowStartSeconds: 900\n  deregistrationDelaySeconds: 0\n  bytesPerRequest: 0\n  newConnectionsPerRequest: 1\n  healthCheck: { intervalSeconds: 30, healthyThreshold: 5, unhealthyThreshold: 2 }';
    expect(read(loadBalancer(is), directory).loadBalancer).toEqual({
      algorithm: 'round_robin',
      slowStartSeconds: 900,
      deregistrationDelaySeconds: 0,
      bytesPerRequest: 0,
      newConnectionsPerRequest: 1,
    });
  });

  test.each([
    [
      '  algorithm: round-robin',
      '12: loadBalancer.algorithm is "round-robin" (did you mean "round_robin"?): give round_robin or least_outstanding_requests',
    ],
    [
      '  slowStartSeconds: 29',
      '12: loadBalancer.slowStartSeconds is 29: give 0 (off), or a whole number from 30 to 900',
    ],
    [
      '  slowStartSeconds: 901',
      '12: loadBalancer.slowStartSeconds is 901: give 0 (off), or a whole number from 30 to 900',
    ],
    [
      '  slowStartSeconds: 30\n  algorithm: least_outstanding_requests',
      '12: loadBalancer.slowStartSeconds is 30, which AWS refuses together with least_outstanding_requests (line 13): give 0, or round_robin',
    ],
    [
      '  deregistrationDelaySeconds: 3601',
      '12: loadBalancer.deregistrationDelaySeconds is 3601: give a whole number from 0 to 3600',
    ],
    [
      '  bytesPerRequest: -1',
      '12: loadBalancer.bytesPerRequest is -1: give a number of at least 0',
    ],
    [
      '  newConnectionsPerRequest: 1.5',
      '12: loadBalancer.newConnectionsPerRequest is 1.5: give a number from 0 to 1',
    ],
    [
      '  healthCheck: { intervalSeconds: 4 }',
      '12: loadBalancer.healthCheck.intervalSeconds is 4: give a whole number from 5 to 300',
    ],
    [
      '  healthCheck: { healthyTreshold: 4 }',
      '12: unknown key "healthyTreshold" (did you mean "healthyThreshold"?)',
    ],
    [
      '  healthCheck: 30',
      '12: loadBalancer.healthCheck is 30: give a mapping with intervalSeconds, healthyThreshold and unhealthyThreshold',
    ],
  ])('is refused: %s', (is, says) => {
    expect(problemsOf(loadBalancer(is), directory)).toEqual([`scenario.yaml:${says}`]);
  });
});

describe('the SLO', () => {
  const slo = (is: string) => base('  p95LatencyMs: 250', is);

  test('is taken as it is given', () => {
    const is = '  p95LatencyMs: 300\n  failedPercent: 0\n  violationMinutes: 20';
    expect(read(slo(is), directory).slo).toEqual({
      p95LatencyMs: 300,
      failedPercent: 0,
      violationMinutes: 20,
    });
  });

  test.each([
    ['  failedPercent: 1', '13: slo.p95LatencyMs is missing: give a number above 0'],
    ['  p95LatencyMs: 0', '14: slo.p95LatencyMs is 0: give a number above 0'],
    [
      '  p95LatencyMs: 9\n  failedPercent: 101',
      '15: slo.failedPercent is 101: give a number from 0 to 100',
    ],
    [
      '  p95LatencyMs: 9\n  violationMinutes: 1.5',
      '15: slo.violationMinutes is 1.5: give a whole number of at least 0',
    ],
  ])('is refused: %s', (is, says) => {
    expect(problemsOf(slo(is), directory)).toEqual([`scenario.yaml:${says}`]);
  });
});

describe('assumptions', () => {
  const assume = (is: string) => base('slo:\n', `assumptions: ${is}\nslo:\n`);

  test('replace the defaults they name, and no others', () => {
    const text = assume('{ lowAlarmRatio: 0.9, lowAlarmRestartsAfterScaleIn: false }');
    const { assumptions } = read(text, directory);
    expect(assumptions).toMatchObject({ lowAlarmRatio: 0.9, lowAlarmRestartsAfterScaleIn: false });
    expect(assumptions.lowAlarmMinutes).toBe(ASSUMPTIONS.lowAlarmMinutes.value);
  });

  test.each(Object.entries(ASSUMPTIONS))('%s can be set', (name, { value }) => {
    expect(read(assume(`{ ${name}: ${value} }`), directory).assumptions).toHaveProperty(
      name,
      value,
    );
  });

  test.each([
    ['{ lowAlarmRatoi: 0.9 }', 'unknown key "lowAlarmRatoi" (did you mean "lowAlarmRatio"?)'],
    ['{ lowAlarmRatio: 1 }', 'assumptions.lowAlarmRatio is 1: give a number above 0 and below 1'],
    [
      '{ highAlarmMinutes: 0 }',
      'assumptions.highAlarmMinutes is 0: give a whole number from 1 to 1440',
    ],
    [
      '{ metricDelaySeconds: -1 }',
      'assumptions.metricDelaySeconds is -1: give a number from 0 to 3600',
    ],
    ['{ networkInShare: 1.1 }', 'assumptions.networkInShare is 1.1: give a number from 0 to 1'],
    [
      '{ connectionSeconds: -1 }',
      'assumptions.connectionSeconds is -1: give a number of at least 0',
    ],
    [
      '{ lowAlarmRestartsAfterScaleIn: yes }',
      'assumptions.lowAlarmRestartsAfterScaleIn is "yes": give true or false',
    ],
    ['0.7', 'assumptions is 0.7: give a mapping, such as { lowAlarmRatio: 0.7 }'],
  ])('are refused: %s', (is, says) => {
    expect(problemsOf(assume(is), directory)).toEqual([`scenario.yaml:13: ${says}`]);
  });
});
