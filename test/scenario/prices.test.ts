import { describe, expect, test } from 'vitest';
import { OTHER_PRICES } from '../../src/model/prices.ts';
import { base, makeDirectory, problemsOf, read } from './base.ts';

const directory = makeDirectory();
const INSTANCE = '  instanceType: m5.large\n';

/** The base with another price of its instance; `prices`, when given, is line 13. */
function priced(instance: string, prices = ''): string {
  const line = prices === '' ? '' : `prices: ${prices}\n`;
  return base(INSTANCE, instance).replace('slo:\n', `${line}slo:\n`);
}

describe('the price of an instance', () => {
  test.each([
    ['the table that ships', INSTANCE, '', 0.096, '2026-07-20'],
    ['the service', '  pricePerHourUsd: 0.2\n', '', 0.2, '2026-07-20'],
    [
      'the service, whatever the type is called',
      '  pricePerHourUsd: 0.2\n  instanceType: own\n',
      '',
      0.2,
      '2026-07-20',
    ],
    [
      'the service, with its date',
      '  pricePerHourUsd: 0.2\n',
      '{ asOf: 2026-10-01 }',
      0.2,
      '2026-10-01',
    ],
    ['an override', INSTANCE, '{ asOf: 2026-10-01, ec2UsdPerHour: 0.1 }', 0.1, '2026-10-01'],
    [
      'an override without a type',
      '',
      '{ asOf: 2026-10-01, ec2UsdPerHour: 0.1 }',
      0.1,
      '2026-10-01',
    ],
    [
      'an override of its type',
      INSTANCE,
      '{ asOf: 2026-10-01, ec2UsdPerHour: { m5.large: 0.3 } }',
      0.3,
      '2026-10-01',
    ],
    ['the table, beside no overrides', INSTANCE, '{}', 0.096, '2026-07-20'],
  ])('comes from %s', (_, instance, prices, ec2UsdPerHour, asOf) => {
    expect(read(priced(instance, prices), directory).prices).toMatchObject({ asOf, ec2UsdPerHour });
  });

  test.each([
    [
      '',
      '',
      '4: service.instanceType is missing: give the instance type (m5.large), or pricePerHourUsd',
    ],
    [
      '  instanceType: m5.lrage\n',
      '',
      '5: service.instanceType "m5.lrage" has no price here (did you mean "m5.large"?): give pricePerHourUsd',
    ],
    [
      '  instanceType: quantum.1\n',
      '',
      '5: service.instanceType "quantum.1" has no price here: give pricePerHourUsd',
    ],
    [
      '  instanceType: constructor\n',
      '',
      '5: service.instanceType "constructor" has no price here: give pricePerHourUsd',
    ],
    ['  pricePerHourUsd: 0\n', '', '5: service.pricePerHourUsd is 0: give a number above 0'],
    [
      INSTANCE,
      '{ ec2UsdPerHour: 0.1 }',
      '13: prices.asOf is missing: give the date these prices were valid, YYYY-MM-DD',
    ],
    [
      INSTANCE,
      '{ asOf: 2026-02-30, ec2UsdPerHour: 0.1 }',
      '13: prices.asOf is "2026-02-30": give the date these prices were valid, YYYY-MM-DD',
    ],
    [
      INSTANCE,
      '{ asOf: 2026-10-01 }',
      '13: prices.asOf is the date of no price: give the prices too, or leave it out (the table that ships is of 2026-07-20)',
    ],
    [
      INSTANCE,
      '{ asOf: 2026-10-01, ec2UsdPerHour: -1 }',
      '13: prices.ec2UsdPerHour is -1: give a number above 0',
    ],
    [
      INSTANCE,
      '{ asOf: 2026-10-01, ec2UsdPerHour: { m5.large: free } }',
      '13: prices.ec2UsdPerHour.m5.large is "free": give a number above 0',
    ],
    [
      INSTANCE,
      '{ asOf: 2026-10-01, ec2UsdPerHour: { m6i.large: 0.1 } }',
      '13: prices.ec2UsdPerHour has no price of "m5.large" (did you mean "m6i.large"?): add it',
    ],
    [
      '',
      '{ asOf: 2026-10-01, ec2UsdPerHour: { m6i.large: 0.1 } }',
      '4: service.instanceType is missing: give the instance type (m5.large), or pricePerHourUsd',
    ],
    [
      '  pricePerHourUsd: 0.2\n',
      '{ asOf: 2026-10-01, ec2UsdPerHour: 0.1 }',
      '13: prices.ec2UsdPerHour and service.pricePerHourUsd (line 5) price the same: keep one',
    ],
    [INSTANCE, '{ asof: 2026-10-01 }', '13: unknown key "asof" (did you mean "asOf"?)'],
  ])('is refused: %j with prices %j', (instance, prices, says) => {
    const text = priced(instance, prices);
    // Leaving the type out moves what is below it one line up.
    const shifted = instance === '' ? says.replace(/^13:/, '12:') : says;
    expect(problemsOf(text, directory)).toEqual([`scenario.yaml:${shifted}`]);
  });
});

describe('the other prices', () => {
  test('come from the table that ships', () => {
    expect(read(priced(INSTANCE), directory).prices).toMatchObject(OTHER_PRICES);
  });

  test.each(Object.keys(OTHER_PRICES))('%s can be set, and the others stay', (name) => {
    const text = priced(INSTANCE, `{ asOf: 2026-10-01, ${name}: 0 }`);
    expect(read(text, directory).prices).toEqual({
      ec2UsdPerHour: 0.096,
      ...OTHER_PRICES,
      [name]: 0,
      asOf: '2026-10-01',
    });
  });

  test.each([
    [
      '{ lcuUsdPerHour: 0.01 }',
      'prices.asOf is missing: give the date these prices were valid, YYYY-MM-DD',
    ],
    [
      '{ asOf: 2026-10-01, alarmUsdPerMonth: -0.1 }',
      'prices.alarmUsdPerMonth is -0.1: give a number of at least 0',
    ],
    [
      '{ asOf: 2026-10-01, loadBalancerUsdPerHuor: 0.02 }',
      'unknown key "loadBalancerUsdPerHuor" (did you mean "loadBalancerUsdPerHour"?)',
    ],
    ['5', 'prices is 5: give a mapping with asOf and prices such as ec2UsdPerHour'],
  ])('are refused: %s', (prices, says) => {
    expect(problemsOf(priced(INSTANCE, prices), directory)).toContain(`scenario.yaml:13: ${says}`);
  });
});
