/**
 * A load curve: requests per second over time, in steps.
 *
 * A value is the mean rate of the step that begins at its timestamp, as
 * CloudWatch stamps periods. A step that no row covers is a gap: load that is
 * unknown, which is not load that is zero.
 */
export interface Curve {
  /** Where it came from, for messages: a file name. */
  readonly source: string;
  /** The most frequent difference between two timestamps. A row covers one step, or less where the next row begins sooner. */
  readonly stepSeconds: number;
  /** Epoch seconds at which each row begins, strictly rising. */
  readonly timestamps: Float64Array;
  /** Mean requests per second of each row; finite, 0 or more. */
  readonly requestsPerSecond: Float64Array;
}

/** A curve laid out on whole UTC minutes, the base step of everything that runs on it. */
export interface MinuteLoad {
  /** Minutes since the epoch of the first entry. */
  readonly startMinute: number;
  /** Mean requests per second of each minute; NaN where the load is unknown. */
  readonly requestsPerSecond: Float64Array;
}
