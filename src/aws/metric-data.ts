import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { PlimsollError } from '../error.ts';
import { awsFailure } from './failure.ts';

/**
 * All pages of GetMetricData, and nothing but whole results: CloudWatch answers HTTP 200
 * too where it could not read a metric, and only the result's StatusCode says so. Its
 * missing datapoints must not pass for ones that were never stored.
 *
 * Throws a `PlimsollError`: `aws-refused` where a metric may not be read, `unreachable`
 * where a result is not whole after the last page, and as `awsFailure` says.
 *
 * Source: Amazon CloudWatch API reference, MetricDataResult.
 *
 * @param deadlineSeconds of a page, whatever it waits for
 */
export async function readMetricData(
  client: CloudWatchClient,
  request: GetMetricDataCommandInput,
  deadlineSeconds: number,
): Promise<MetricDataResult[]> {
  const results: MetricDataResult[] = [];
  try {
    for (let NextToken: string | undefined; ; ) {
      const page = await client.send(new GetMetricDataCommand({ ...request, NextToken }), {
        abortSignal: AbortSignal.timeout(1000 * deadlineSeconds),
      });
      results.push(...(page.MetricDataResults ?? []));
      NextToken = page.NextToken;
      if (NextToken === undefined) break;
    }
  } catch (error) {
    throw awsFailure(error, CALL);
  }
  checkWhole(request, results);
  return results;
}

const CALL = 'cloudwatch:GetMetricData';

/** A result's last StatusCode counts: the page that ends it says `Complete`. */
function checkWhole(
  { MetricDataQueries = [] }: GetMetricDataCommandInput,
  results: readonly MetricDataResult[],
): void {
  const last = new Map<string, MetricDataResult>();
  // A search has several results of one Id, told apart by their labels.
  for (const result of results) last.set(`${result.Id} ${result.Label}`, result);
  for (const { Id, Label, StatusCode, Messages } of last.values()) {
    if (StatusCode === 'Complete') continue;
    const why = (Messages ?? []).map(({ Value }) => `: ${Value}`).join('');
    if (StatusCode === 'Forbidden')
      throw new PlimsollError(
        'aws-refused',
        `AWS refused ${CALL} of ${Label ?? Id}${why}; the permission is missing`,
      );
    throw incomplete(`${Label ?? Id} is ${StatusCode ?? 'without a StatusCode'}${why}`);
  }
  const come = new Set(results.map(({ Id }) => Id));
  // What a search finds may be nothing.
  const missing = MetricDataQueries.find(
    ({ Id, MetricStat, ReturnData }) => MetricStat && ReturnData !== false && !come.has(Id),
  );
  if (missing !== undefined) throw incomplete(`there is no result of ${missing.Id}`);
}

function incomplete(what: string): PlimsollError {
  return new PlimsollError(
    'unreachable',
    `${CALL}: no whole answer: ${what}; try again in a while`,
  );
}
