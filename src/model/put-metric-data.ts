/*
 * What CloudWatch takes in one call of PutMetricData, and of what age.
 * Source: Amazon CloudWatch API reference, PutMetricData and MetricDatum; quotas.
 */

export const MOST_DATA_A_CALL = 1000;

/** 1 MB; whether before or after gzip is not said, so before. */
export const MOST_BYTES_A_CALL = 1_000_000;

/** A datum may be this old, in seconds. */
export const OLDEST_SECONDS = 14 * 86_400;
