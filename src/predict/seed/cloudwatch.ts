import { PlimsollError } from '../../error.ts';
import type { Whereabouts } from './whereabouts.ts';

/** What seeding asks of CloudWatch; `src/aws/cloudwatch.ts` does it with AWS's SDK. */
export interface SeedCloudWatch {
  /**
   * How long after nobody waits for its answer any more a request may still arrive, in
   * seconds. What arrives later is refused.
   */
  readonly latestArrivalSeconds: number;
  /** Which CloudWatch it is; throws a `PlimsollError` where region or credentials are not there. */
  whereabouts(): Promise<Whereabouts>;
  /** One PutMetricData, sent once; what became of it, and never an exception of the network's. */
  put(place: MetricPlace, data: readonly SeedDatum[]): Promise<PutFate>;
  /** What can be read of metrics, by 5-minute period; throws a `PlimsollError` where nothing can be asked. */
  read(place: MetricPlace, metrics: readonly string[], span: TimeSpan): Promise<Readings>;
  /** The names of the metrics that CloudWatch lists there, all 15 minutes old or older. */
  list(place: MetricPlace): Promise<string[]>;
}

/** Where metrics lie. */
export interface MetricPlace {
  readonly namespace: string;
  readonly dimensions: readonly Dimension[];
}

interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** A datum of PutMetricData without its dimensions. */
export interface SeedDatum {
  readonly MetricName: string;
  /** Epoch seconds, at the start of a 5-minute period. */
  readonly Timestamp: number;
  readonly Value?: number;
  readonly StatisticValues?: {
    readonly SampleCount: number;
    readonly Sum: number;
    readonly Minimum: number;
    readonly Maximum: number;
  };
}

/** Epoch seconds, whole periods; the end is not in it. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** By metric, a figure a period from the start of the span; 0 where nothing can be read. */
export type Readings = ReadonlyMap<string, MetricReadings>;

export interface MetricReadings {
  readonly sampleCount: Float64Array;
  readonly sum: Float64Array;
}

/** What became of a request, as far as its answer tells. */
export type PutFate =
  | { readonly is: 'acknowledged' }
  /** Nothing was stored, for certain. */
  | { readonly is: 'refused'; readonly failure: PlimsollError }
  /** It may be stored, now or a little later, or not. */
  | { readonly is: 'doubtful'; readonly why: string };

/** A failure that may pass by itself, for who will try again; any other is thrown on. */
export function passing(error: unknown): PlimsollError {
  if (error instanceof PlimsollError && error.mayPass) return error;
  throw error;
}

/** What a datum adds to SampleCount and Sum of its period. */
export function samplesOf({ Value, StatisticValues }: SeedDatum): {
  readonly count: number;
  readonly sum: number;
} {
  return StatisticValues === undefined
    ? { count: 1, sum: Value ?? 0 }
    : { count: StatisticValues.SampleCount, sum: StatisticValues.Sum };
}
