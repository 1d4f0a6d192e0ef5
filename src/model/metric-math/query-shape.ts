import { BOOLEAN, listOf, mapping, NUMBER, oneOf, optional, TEXT } from '../json/shape.ts';
import { UNITS } from './units.ts';

const DIMENSION = mapping('Name and Value', { Name: TEXT, Value: TEXT });

const METRIC = mapping('Namespace and MetricName', {
  Namespace: TEXT,
  MetricName: TEXT,
  Dimensions: optional(listOf('dimensions', DIMENSION)),
});

const METRIC_STAT = mapping('Metric and Stat', {
  Metric: METRIC,
  Stat: TEXT,
  Period: optional(NUMBER),
  Unit: optional(oneOf(UNITS)),
});

/**
 * A list of `MetricDataQuery`. What the queries must keep to beyond their types is
 * `validateMetricDataQueries`'.
 *
 * Source: Amazon CloudWatch API reference, MetricDataQuery.
 */
export const METRIC_DATA_QUERIES = listOf(
  'queries',
  mapping('Id and either MetricStat or Expression', {
    Id: TEXT,
    MetricStat: optional(METRIC_STAT),
    Expression: optional(TEXT),
    Label: optional(TEXT),
    Period: optional(NUMBER),
    ReturnData: optional(BOOLEAN),
  }),
);
