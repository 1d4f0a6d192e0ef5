/*
 * What CloudWatch takes in a call of PutMetricData.
 * Source: Amazon CloudWatch API reference, PutMetricData and MetricDatum; CloudWatch
 * user guide, "CloudWatch service quotas".
 */

/** Data in a call. */
export const MOST_DATA = 1000;

/** Different values in a datum. */
export const MOST_VALUES = 150;

/** How large a value may be, above 0 and below. */
export const LARGEST_VALUE = 2 ** 360;

/** How far back a timestamp may lie, in seconds. */
export const OLDEST_SECONDS = 14 * 24 * 3600;

/** How far ahead. */
export const NEWEST_SECONDS = 2 * 3600;

/** Namespaces that are not for users begin so. */
export const RESERVED_NAMESPACE = /^(?:AWS\/|:)/;
