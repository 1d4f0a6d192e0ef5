import { describe, expect, test } from 'vitest';
import { base, makeDirectory, problemsOf, read } from './base.ts';

const directory = makeDirectory();

describe('the service', () => {
  test('is taken as it is given', () => {
    const text = base(
      '  requestsPerSecond: 100\n',
      '  requestsPerSecond: 80\n  serviceTimeMs: 25\n  timeoutSeconds: 2\n  idleCpuPercent: 5\n  bootCpuPercent: 60\n  volumeGb: 30\n  publicAddress: true\n  contention: 0.02\n  coherency: 0.0001\n',
    );
    expect(read(text, directory).service).toEqual({
      requestsPerSecond: 80,
      serviceTimeMs: 25,
      timeoutSeconds: 2,
      idleCpuPercent: 5,
      bootCpuPercent: 60,
      volumeGb: 30,
      publicAddress: true,
      contention: 0.02,
      coherency: 0.0001,
    });
  });

  test.each([
    [
      'requestsPerSecond: 1000000\n  serviceTimeMs: 500',
      '6: service.requestsPerSecond of 1000000 at serviceTimeMs 500 means that one instance serves 500000 requests at a time, more than 100000: lower the one or the other',
    ],
    [
      'requestsPerSecond: 0',
      '6: service.requestsPerSecond is 0: give a number from 0.01 to 1000000',
    ],
    [
      'requestsPerSecond: .nan',
      '6: service.requestsPerSecond is NaN: give a number from 0.01 to 1000000',
    ],
    [
      'requestsPerSecond: many',
      '6: service.requestsPerSecond is "many": give a number from 0.01 to 1000000',
    ],
    [
      'requestPerSecond: 100',
      '6: unknown key "requestPerSecond" (did you mean "requestsPerSecond"?)',
    ],
    [
      'serviceTimeMs: 20',
      '4: service.requestsPerSecond is missing: give a number from 0.01 to 1000000',
    ],
    [
      'requestsPerSecond: 100\n  serviceTimeMs: { median: 30 }',
      '7: service.serviceTimeMs is a mapping: give a number above 0 and at most 600000',
    ],
    [
      'requestsPerSecond: 100\n  serviceTimeMs: 0',
      '7: service.serviceTimeMs is 0: give a number above 0 and at most 600000',
    ],
    [
      'requestsPerSecond: 100\n  timeoutSeconds: 0',
      '7: service.timeoutSeconds is 0: give a number above 0 and at most 3600',
    ],
    [
      'requestsPerSecond: 100\n  idleCpuPercent: 100',
      '7: service.idleCpuPercent is 100: give a number from 0 to 99',
    ],
    [
      'requestsPerSecond: 100\n  bootCpuPercent: 101',
      '7: service.bootCpuPercent is 101: give a number from 0 to 100',
    ],
    [
      'requestsPerSecond: 100\n  volumeGb: -1',
      '7: service.volumeGb is -1: give a number from 0 to 1000000',
    ],
    [
      'requestsPerSecond: 100\n  publicAddress: 1',
      '7: service.publicAddress is 1: give true or false',
    ],
    [
      'requestsPerSecond: 100\n  contention: 1',
      '7: service.contention is 1: give a number of at least 0 and below 1',
    ],
    [
      'requestsPerSecond: 100\n  coherency: -1',
      '7: service.coherency is -1: give a number of at least 0',
    ],
  ])('is refused: %s', (is, says) => {
    const problems = problemsOf(base('requestsPerSecond: 100', is), directory);
    expect(problems).toEqual([`scenario.yaml:${says}`]);
  });

  test('is refused when nothing is under its name', () => {
    const text = base('  instanceType: m5.large\n  requestsPerSecond: 100\n', '');
    expect(problemsOf(text, directory)).toEqual([
      'scenario.yaml:4: service is empty: give a mapping with at least requestsPerSecond and instanceType',
    ]);
  });
});
