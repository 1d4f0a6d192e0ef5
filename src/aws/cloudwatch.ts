import {
  type CloudWatchClient,
  ListMetricsCommand,
  type MetricDataQuery,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { LAB_HEADER } from '../lab/lab-header.ts';
import { LATEST_ARRIVAL_SECONDS } from '../model/request-expiry.ts';
import { PERIOD_SECONDS } from '../predict/history/history.ts';
import type {
  MetricPlace,
  MetricReadings,
  PutFate,
  Readings,
  SeedCloudWatch,
  SeedDatum,
  TimeSpan,
} from '../predict/seed/cloudwatch.ts';
import type { Whereabouts } from '../predict/seed/whereabouts.ts';
import { type AwsAccess, isLocalEndpoint } from './access.ts';
import { cloudWatchClient } from './clients.ts';
import { endpointOf } from './endpoint-of.ts';
import { awsFailure } from './failure.ts';
import { readMetricData } from './metric-data.ts';
import { putFate } from './put-fate.ts';
import { AROUND_ANSWERS } from './redact.ts';

/**
 * CloudWatch by AWS's SDK, for seeding. What puts is never tried again by the SDK: an
 * answer that was lost does not tell whether its data were stored.
 */
export class SdkCloudWatch implements SeedCloudWatch {
  readonly #isLocal: boolean;
  /** The last answer was the lab's. */
  #isLab = false;
  readonly #putting: CloudWatchClient;
  readonly #reading: CloudWatchClient;
  readonly #timeoutSeconds: number;
  /** Of a page, however often it is asked for. */
  readonly #pageSeconds: number;

  /** @param timeoutSeconds how long an answer may take */
  constructor(access: AwsAccess, timeoutSeconds: number) {
    this.#isLocal = isLocalEndpoint(access, 'CLOUDWATCH');
    this.#timeoutSeconds = timeoutSeconds;
    this.#pageSeconds = READ_ATTEMPTS * timeoutSeconds;
    this.#putting = cloudWatchClient(access, 1, timeoutSeconds);
    this.#reading = cloudWatchClient(access, READ_ATTEMPTS, timeoutSeconds);
    for (const client of [this.#putting, this.#reading]) {
      client.middlewareStack.add(
        (next) => async (args) => {
          const result = await next(args);
          this.#isLab = isLabs(result.response);
          return result;
        },
        AROUND_ANSWERS,
      );
    }
  }

  /** Of another program of this machine that answers as the lab does, or of AWS: a tunnel to it is on this machine too. */
  get latestArrivalSeconds(): number {
    return this.#isLocal && this.#isLab ? LATEST_HERE_SECONDS : LATEST_ARRIVAL_SECONDS;
  }

  async whereabouts(): Promise<Whereabouts> {
    try {
      const endpoint = await endpointOf(this.#reading);
      const region = await this.#reading.config.region();
      const { accountId } = await this.#reading.config.credentials();
      return { endpoint, region, account: accountId ?? null };
    } catch (error) {
      throw awsFailure(error, 'cloudwatch:ListMetrics');
    }
  }

  async put({ namespace, dimensions }: MetricPlace, data: readonly SeedDatum[]): Promise<PutFate> {
    const MetricData = data.map(
      ({ Timestamp, ...datum }): MetricDatum => ({
        ...datum,
        Timestamp: new Date(1000 * Timestamp),
        Dimensions: [...dimensions],
      }),
    );
    try {
      // The SDK's own timeout ends with the headers of an answer, and a body may stall.
      await this.#putting.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }), {
        abortSignal: AbortSignal.timeout(1000 * this.#timeoutSeconds),
      });
      return { is: 'acknowledged' };
    } catch (error) {
      return putFate(error, 'cloudwatch:PutMetricData');
    }
  }

  async read(
    place: MetricPlace,
    metrics: readonly string[],
    { start, end }: TimeSpan,
  ): Promise<Readings> {
    const readings = new Map<string, MetricReadings>();
    const queries: MetricDataQuery[] = [];
    const columns: Float64Array[] = [];
    for (const metric of metrics) {
      const periods = (end - start) / PERIOD_SECONDS;
      const own = { sampleCount: new Float64Array(periods), sum: new Float64Array(periods) };
      readings.set(metric, own);
      for (const [stat, column] of [
        ['SampleCount', own.sampleCount],
        ['Sum', own.sum],
      ] as const) {
        queries.push(queryOf(`q${queries.length}`, place, metric, stat));
        columns.push(column);
      }
    }
    const request = {
      MetricDataQueries: queries,
      StartTime: new Date(1000 * start),
      EndTime: new Date(1000 * end),
      ScanBy: 'TimestampAscending' as const,
    };
    const results = await readMetricData(this.#reading, request, this.#pageSeconds);
    for (const { Id = '', Timestamps = [], Values = [] } of results)
      for (const [i, stamp] of Timestamps.entries())
        columns[Number(Id.slice(1))][(stamp.getTime() / 1000 - start) / PERIOD_SECONDS] = Values[i];
    return readings;
  }

  async list({ namespace, dimensions }: MetricPlace): Promise<string[]> {
    const names: string[] = [];
    const request = { Namespace: namespace, Dimensions: [...dimensions] };
    try {
      for (let NextToken: string | undefined; ; ) {
        const page = await this.#reading.send(new ListMetricsCommand({ ...request, NextToken }), {
          abortSignal: AbortSignal.timeout(1000 * this.#pageSeconds),
        });
        // A metric with more dimensions is another one.
        for (const { MetricName = '', Dimensions = [] } of page.Metrics ?? [])
          if (Dimensions.length === dimensions.length) names.push(MetricName);
        NextToken = page.NextToken;
        if (NextToken === undefined) break;
      }
    } catch (error) {
      throw awsFailure(error, 'cloudwatch:ListMetrics');
    }
    return names;
  }
}

const READ_ATTEMPTS = 3;

/** Between two programs of one machine nothing is on its way for long (an assumption). */
const LATEST_HERE_SECONDS = 5;

function isLabs(response: unknown): boolean {
  const { headers = {} } = response as { readonly headers?: Readonly<Record<string, string>> };
  return headers[LAB_HEADER] !== undefined;
}

function queryOf(
  Id: string,
  { namespace, dimensions }: MetricPlace,
  MetricName: string,
  Stat: string,
): MetricDataQuery {
  const Metric = { Namespace: namespace, MetricName, Dimensions: [...dimensions] };
  return { Id, MetricStat: { Metric, Period: PERIOD_SECONDS, Stat } };
}
