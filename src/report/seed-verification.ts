import { formatTimestamp } from '../curve/timestamp.ts';
import type { Verification } from '../predict/seed/verify.ts';
import { formatNumber } from './format-number.ts';

/** What CloudWatch shows of a plan, as JSON. */
export function seedVerificationValue({ readable, examples, ...counts }: Verification) {
  return {
    ...counts,
    rightPercent: percentRight(counts),
    readable:
      readable === undefined
        ? null
        : {
            asObserved: formatTimestamp(Math.round(readable.asObserved / 1000)),
            asDocumented: formatTimestamp(Math.round(readable.asDocumented / 1000)),
          },
    examples: examples.map(({ timestamp, ...rest }) => ({
      timestamp: formatTimestamp(timestamp),
      ...rest,
    })),
  };
}

/** A row an example. */
export function seedVerificationRows(verification: Verification) {
  return seedVerificationValue(verification).examples.map(
    ({ metric, timestamp, sampleCount, sum }) => ({
      metric,
      timestamp,
      planned_count: sampleCount.planned,
      found_count: sampleCount.found,
      planned_sum: sum.planned,
      found_sum: sum.found,
    }),
  );
}

/** For people. */
export function seedVerificationText(verification: Verification): string {
  const { points, right, missing, unsent, doubled, wrong } = verification;
  const { readable, examples } = seedVerificationValue(verification);
  if (right === points) return `all ${formatNumber(points)} points are there, once`;
  const lines = [
    `${formatNumber(right)} of ${formatNumber(points)} points are there, once: ${percentRight(verification)} %`,
  ];
  if (missing > 0)
    lines.push(
      `${formatNumber(missing)} cannot be read${unsent > 0 ? `, of which ${formatNumber(unsent)} are not known to be sent: apply the plan` : ''}`,
    );
  if (readable !== null)
    lines.push(
      `the rest is to be expected by ${readable.asObserved} as others have seen it, by ${readable.asDocumented} or later as AWS documents it`,
    );
  if (doubled > 0)
    lines.push(`${formatNumber(doubled)} ${doubled === 1 ? 'counts' : 'count'} more than once`);
  if (wrong > 0) lines.push(`${formatNumber(wrong)} ${wrong === 1 ? 'is' : 'are'} not as planned`);
  for (const { metric, timestamp, sampleCount, sum } of examples)
    lines.push(
      `  ${metric} at ${timestamp}: SampleCount ${sampleCount.found} for ${sampleCount.planned}, Sum ${sum.found} for ${sum.planned}`,
    );
  if (doubled + wrong > 0)
    lines.push('CloudWatch cannot take it back: plan into a fresh --namespace');
  return lines.join('\n');
}

/** Of the points that are as planned; 100 only where all are. */
function percentRight({ points, right }: Pick<Verification, 'points' | 'right'>): number {
  return Math.floor((10_000 * right) / points) / 100;
}
