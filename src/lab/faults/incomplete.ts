/**
 * What GetMetricData answers where it could not read its metrics: HTTP 200, and only the
 * StatusCode of each result says that its datapoints are not there.
 *
 * Source: Amazon CloudWatch API reference, MetricDataResult.
 */
export function incomplete(output: object): object {
  if (!('MetricDataResults' in output) || !Array.isArray(output.MetricDataResults)) return output;
  return {
    ...output,
    MetricDataResults: output.MetricDataResults.map((result: object) => ({
      ...result,
      Timestamps: [],
      Values: [],
      StatusCode: 'InternalError',
    })),
  };
}
