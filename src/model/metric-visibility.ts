/**
 * Seconds after which CloudWatch documents that a datapoint can be read. Of what is
 * dated 3 to 24 hours back it says that it can take 2 hours, of what is older at least
 * 48 hours; of what is younger only that it may take a few minutes: here one.
 *
 * Source: Amazon CloudWatch API reference, PutMetricData.
 *
 * @param age how far back it is dated, in seconds
 */
export function documentedDelay(age: number): number {
  if (age >= 24 * HOUR) return 48 * HOUR;
  return age >= 3 * HOUR ? 2 * HOUR : HOUR / 60;
}

/**
 * What those see who put two days at once: half an hour, whatever the age.
 *
 * Source: AWS's EC2 Spot workshop on efficient Auto Scaling; an observation, no promise.
 */
export const OBSERVED_DELAY = 1800;

const HOUR = 3600;
