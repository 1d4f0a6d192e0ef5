/**
 * Whether CloudWatch has such a statistic: the five simple ones, IQM, percentiles
 * (`p99.9`), and trimmed and Winsorized means, counts, sums and ranks (`tm90`,
 * `TM(10%:90%)`, `PR(:300)`).
 *
 * Source: Amazon CloudWatch user guide, "CloudWatch statistics definitions".
 */
export function isStatistic(text: string): boolean {
  return STATISTIC.test(text);
}

const STATISTIC =
  /^(?:SampleCount|Average|Sum|Minimum|Maximum|IQM|(?:p|tm|wm|tc|ts)(?:100|\d{1,2}(?:\.\d{1,10})?)|(?:TM|WM|TC|TS|PR)\((?:\d+(?:\.\d+)?%?)?:(?:\d+(?:\.\d+)?%?)?\))$/;

/** How a message lists them. */
export const STATISTICS =
  'Average, Sum, Minimum, Maximum, SampleCount, or a percentile such as p95';
