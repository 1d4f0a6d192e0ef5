/**
 * On-demand prices of EC2 instances: us-east-1, Linux, US dollars an hour.
 *
 * Source: the price table generated for aws/karpenter-provider-aws
 * (`pkg/providers/pricing/zz_generated.pricing_aws.go`) on the date below.
 */
export const PRICES_AS_OF = '2026-07-20';

export const EC2_USD_PER_HOUR: Readonly<Record<string, number>> = {
  't2.micro': 0.0116,
  't3.nano': 0.0052,
  't3.micro': 0.0104,
  't3.small': 0.0208,
  't3.medium': 0.0416,
  't3.large': 0.0832,
  't3a.micro': 0.0094,
  't4g.nano': 0.0042,
  't4g.micro': 0.0084,
  't4g.small': 0.0168,
  't4g.medium': 0.0336,
  'm5.large': 0.096,
  'm5.xlarge': 0.192,
  'm5.2xlarge': 0.384,
  'm6i.large': 0.096,
  'm6a.large': 0.0864,
  'm6g.large': 0.077,
  'm7i.large': 0.1008,
  'm7g.large': 0.0816,
  'm7a.large': 0.11592,
  'm8g.large': 0.08976,
  'c5.large': 0.085,
  'c5.xlarge': 0.17,
  'c5.2xlarge': 0.34,
  'c6i.large': 0.085,
  'c6g.large': 0.068,
  'c7g.large': 0.0725,
  'c7i.large': 0.08925,
  'c8g.large': 0.07976,
  'r5.large': 0.126,
  'r6i.large': 0.126,
  'r7g.large': 0.1071,
};

/**
 * The other prices, in us-east-1: load balancer and CloudWatch from their pricing
 * pages as quoted by others, volumes gp3.
 */
export const OTHER_PRICES = {
  volumeUsdPerGbMonth: 0.08,
  publicAddressUsdPerHour: 0.005,
  loadBalancerUsdPerHour: 0.0225,
  lcuUsdPerHour: 0.008,
  alarmUsdPerMonth: 0.1,
  customMetricUsdPerMonth: 0.3,
} as const;

/**
 * What CloudWatch's API costs in us-east-1, from its pricing page as quoted by others:
 * PutMetricData by the call, GetMetricData by the metric that is asked for.
 */
export const CLOUDWATCH_CALL_PRICES = {
  putMetricDataUsd: 0.01 / 1000,
  getMetricDataUsdPerMetric: 0.01 / 1000,
} as const;
