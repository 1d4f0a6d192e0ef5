import * as z from 'zod';
import { nearest } from '../curve/nearest.ts';
import { shown } from '../curve/shown.ts';
import type { Prices } from '../model/cost.ts';
import type { Path } from '../model/json/path.ts';
import { EC2_USD_PER_HOUR, OTHER_PRICES, PRICES_AS_OF } from '../model/prices.ts';
import { check } from './reading/check.ts';
import { number } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';
import type { PricedService } from './service.ts';

const price = number({ above: 0 });
const otherPrice = number({ atLeast: 0 }).optional();

const shape = z.object(
  {
    asOf: z.iso.date({ error: 'the date these prices were valid, YYYY-MM-DD' }).optional(),
    ec2UsdPerHour: z
      .union([price, z.record(z.string(), price)], {
        error: 'a price, or a mapping from instance type to price',
      })
      .optional(),
    volumeUsdPerGbMonth: otherPrice,
    publicAddressUsdPerHour: otherPrice,
    loadBalancerUsdPerHour: otherPrice,
    lcuUsdPerHour: otherPrice,
    alarmUsdPerMonth: otherPrice,
    customMetricUsdPerMonth: otherPrice,
  },
  { error: 'a mapping with asOf and prices such as ec2UsdPerHour' },
);

type Overrides = z.output<typeof shape>;

/**
 * What things cost, and since when that has been so. An instance costs the first
 * that is given of: `service.pricePerHourUsd`, `prices.ec2UsdPerHour` (two of them
 * are refused), the table that ships.
 *
 * A price without a date of its own keeps the date of the table, which the other
 * prices come from.
 */
export function readPrices(
  value: unknown,
  at: Path,
  priced: PricedService | undefined,
  problems: Problems,
): Prices | undefined {
  const overrides = check(shape, value === undefined ? {} : value, at, problems);
  if (overrides === undefined || priced === undefined) return undefined;
  refuseDateMistakes(overrides, priced, at, problems);
  const ec2UsdPerHour = ec2Price(overrides, priced, at, problems);
  if (ec2UsdPerHour === undefined) return undefined;
  const price = (name: keyof typeof OTHER_PRICES) => overrides[name] ?? OTHER_PRICES[name];
  return {
    asOf: overrides.asOf ?? PRICES_AS_OF,
    ec2UsdPerHour,
    volumeUsdPerGbMonth: price('volumeUsdPerGbMonth'),
    publicAddressUsdPerHour: price('publicAddressUsdPerHour'),
    loadBalancerUsdPerHour: price('loadBalancerUsdPerHour'),
    lcuUsdPerHour: price('lcuUsdPerHour'),
    alarmUsdPerMonth: price('alarmUsdPerMonth'),
    customMetricUsdPerMonth: price('customMetricUsdPerMonth'),
  };
}

function refuseDateMistakes(
  { asOf, ...overridden }: Overrides,
  { pricePerHourUsd }: PricedService,
  at: Path,
  problems: Problems,
): void {
  const isOverridden = Object.values(overridden).some((value) => value !== undefined);
  if (isOverridden && asOf === undefined) {
    problems.of([...at, 'asOf'], 'is missing: give the date these prices were valid, YYYY-MM-DD');
  }
  if (asOf !== undefined && !isOverridden && pricePerHourUsd === undefined) {
    const says = `is the date of no price: give the prices too, or leave it out (the table that ships is of ${PRICES_AS_OF})`;
    problems.of([...at, 'asOf'], says);
  }
}

function ec2Price(
  { ec2UsdPerHour }: Overrides,
  { instanceType, pricePerHourUsd, at: serviceAt }: PricedService,
  at: Path,
  problems: Problems,
): number | undefined {
  const overrideAt = [...at, 'ec2UsdPerHour'];
  if (pricePerHourUsd !== undefined) {
    if (ec2UsdPerHour === undefined) return pricePerHourUsd;
    const line = problems.line([...serviceAt, 'pricePerHourUsd'], at);
    problems.of(overrideAt, `and service.pricePerHourUsd (${line}) price the same: keep one`);
    return undefined;
  }
  if (typeof ec2UsdPerHour === 'number') return ec2UsdPerHour;
  if (instanceType === undefined) {
    const says = 'is missing: give the instance type (m5.large), or pricePerHourUsd';
    problems.of([...serviceAt, 'instanceType'], says);
    return undefined;
  }
  const isOverridden = ec2UsdPerHour !== undefined;
  const table = ec2UsdPerHour ?? EC2_USD_PER_HOUR;
  if (Object.hasOwn(table, instanceType)) return table[instanceType];
  const meant = nearest(instanceType, Object.keys(table));
  const hint = meant === undefined ? '' : ` (did you mean "${meant}"?)`;
  const name = shown(instanceType);
  if (isOverridden) problems.of(overrideAt, `has no price of ${name}${hint}: add it`);
  else {
    const says = `${name} has no price here${hint}: give pricePerHourUsd`;
    problems.of([...serviceAt, 'instanceType'], says);
  }
  return undefined;
}
