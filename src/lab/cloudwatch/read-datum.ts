import {
  LARGEST_VALUE,
  MOST_VALUES,
  NEWEST_SECONDS,
  OLDEST_SECONDS,
} from '../../model/metric-limits.ts';
import { INTEGER, list, NUMBER, type Of, structure, TIMESTAMP } from '../shape/shape.ts';
import type { MetricDatum } from './metric-datum.ts';
import { DIMENSIONS, NAME, UNIT } from './metric-shapes.ts';
import { invalidValue, missing, wrongCombination } from './refusals.ts';

const STATISTICS = { SampleCount: NUMBER, Sum: NUMBER, Minimum: NUMBER, Maximum: NUMBER };

export const DATUM = structure(
  {
    Dimensions: DIMENSIONS,
    Timestamp: TIMESTAMP,
    Value: NUMBER,
    StatisticValues: structure({}, STATISTICS),
    Values: list(NUMBER),
    Counts: list(NUMBER),
    Unit: UNIT,
    StorageResolution: INTEGER,
  },
  { MetricName: NAME },
);

type Given = Of<typeof DATUM>;

/**
 * A datum as it is kept, or CloudWatch's refusal. Source of the rules: Amazon
 * CloudWatch API reference, MetricDatum and PutMetricData.
 *
 * @param path where it stands, such as `MetricData.member.1`
 * @param now epoch milliseconds
 */
export function readDatum(datum: Given, path: string, now: number): MetricDatum {
  const { MetricName, Dimensions = [], Unit = 'None' } = datum;
  const at = stampOf(datum, path, now);
  return { MetricName, Dimensions, at, unit: Unit, ...valuesOf(datum, path) };
}

/** From two weeks back to two hours ahead; CloudWatch keeps minutes, or seconds if told so. */
function stampOf(
  { Timestamp = Number.NaN, StorageResolution = 60 }: Given,
  path: string,
  now: number,
): number {
  if (StorageResolution !== 1 && StorageResolution !== 60)
    throw invalidValue(
      `The value ${StorageResolution} for parameter ${path}.StorageResolution is invalid. Give 1 or 60.`,
    );
  const stamp = Number.isNaN(Timestamp) ? now : Timestamp;
  if (stamp > now + 1000 * NEWEST_SECONDS)
    throw invalidValue(
      `The parameter ${path}.Timestamp must specify a time no more than two hours in the future.`,
    );
  if (stamp < now - 1000 * OLDEST_SECONDS)
    throw invalidValue(
      `The parameter ${path}.Timestamp must specify a time no more than two weeks in the past.`,
    );
  const step = 1000 * StorageResolution;
  return Math.floor(stamp / step) * step;
}

type Known = Pick<MetricDatum, 'sampleCount' | 'sum' | 'minimum' | 'maximum' | 'samples'>;

function valuesOf(datum: Given, path: string): Known {
  const given = (['Value', 'StatisticValues', 'Values'] as const).filter(
    (name) => datum[name] !== undefined,
  );
  if (given.length === 0) throw missing(`${path}.Value`);
  if (given.length > 1)
    throw wrongCombination(
      `The parameters ${path}.${given[0]} and ${path}.${given[1]} are mutually exclusive and you have specified both.`,
    );
  if (datum.Counts !== undefined && datum.Values === undefined)
    throw wrongCombination(`The parameter ${path}.Counts needs ${path}.Values.`);
  const { Value, StatisticValues, Values } = datum;
  if (Values !== undefined) return ofValues(Values, datum.Counts, path);
  if (StatisticValues !== undefined) return ofStatistics(StatisticValues, path);
  return ofValues([Value ?? Number.NaN], undefined, path, 'Value');
}

function ofValues(
  values: readonly number[],
  counts: readonly number[] | undefined,
  path: string,
  name = 'Values',
): Known {
  if (values.length === 0) throw missing(`${path}.Values`);
  if (values.length > MOST_VALUES)
    throw invalidValue(
      `The collection ${path}.Values must not have a size greater than ${MOST_VALUES}.`,
    );
  if (counts !== undefined && counts.length !== values.length)
    throw invalidValue(
      `The parameters ${path}.Values and ${path}.Counts must be of the same size: ${values.length} and ${counts.length}.`,
    );
  const samples = values.map((value, i) => {
    const count = counts?.[i] ?? 1;
    checkNumber(value, name === 'Value' ? `${path}.Value` : `${path}.Values.member.${i + 1}`);
    checkCount(count, `${path}.Counts.member.${i + 1}`);
    return [value, count] as const;
  });
  return {
    sampleCount: samples.reduce((sum, [, count]) => sum + count, 0),
    sum: samples.reduce((sum, [value, count]) => sum + value * count, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
    samples,
  };
}

/** Of a statistic set the values are known where there is one, or all are alike. */
function ofStatistics(
  set: { readonly [Name in keyof typeof STATISTICS]: number },
  path: string,
): Known {
  for (const [name, value] of Object.entries(set))
    checkNumber(value, `${path}.StatisticValues.${name}`);
  const { SampleCount, Sum, Minimum, Maximum } = set;
  checkCount(SampleCount, `${path}.StatisticValues.SampleCount`);
  if (Minimum > Maximum)
    throw wrongCombination(
      `The parameter ${path}.StatisticValues.Minimum must be less than or equal to ${path}.StatisticValues.Maximum.`,
    );
  const isKnown = SampleCount === 1 || Minimum === Maximum;
  return {
    sampleCount: SampleCount,
    sum: Sum,
    minimum: Minimum,
    maximum: Maximum,
    ...(isKnown && { samples: [[SampleCount === 1 ? Sum : Minimum, SampleCount]] as const }),
  };
}

function checkNumber(value: number, path: string): void {
  if (!(Math.abs(value) <= LARGEST_VALUE))
    throw invalidValue(
      `The value ${value} for parameter ${path} is invalid. It must lie between -2^360 and 2^360.`,
    );
}

function checkCount(count: number, path: string): void {
  if (!(count > 0 && count <= LARGEST_VALUE))
    throw invalidValue(`The value ${count} for parameter ${path} is invalid. It must be positive.`);
}
