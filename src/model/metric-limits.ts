/*
 * What CloudWatch takes in a call of PutMetricData.
 * Source: Amazon CloudWatch API reference, PutMetricData and MetricDatum; CloudWatch
 * user guide, "CloudWatch service quotas".
 */

/** Data in a call. */
export const MOST_DATA = 1000;

/** How far back a timestamp may lie, in seconds. */
export const OLDEST_SECONDS = 14 * 24 * 3600;

/** Namespaces that are not for users begin so. */
export const RESERVED_NAMESPACE = /^(?:AWS\/|:)/;
