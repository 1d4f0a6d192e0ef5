import { formatTimestamp } from '../curve/timestamp.ts';
import type { Verification } from '../predict/seed/verify.ts';
import { formatNumber } from './format-number.ts';

/** What CloudWatch shows of a plan, as JSON. */
export function seedVerificationValue({ readable, examples, ...counts }: Verification) {
  return {
    ...counts,
    visiblePercent: percentVisible(counts),
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

/** For people. */
export function seedVerificationText(verification: Verification): string {
  const { points, right, missing, unsent, doubled, wrong } = verification;
  const { readable, examples } = seedVerificationValue(verification);
  if (right === points) return `all ${formatNumber(points)} points are there, once`;
  const lines = [
    `${formatNumber(right)} of ${formatNumber(points)} points are there, once: ${formatNumber(percentVisible(verification))} %`,
  ];
  if (missing > 0)
    lines.push(
      `${formatNumber(missing)} cannot be read${unsent > 0 ? `, of which ${formatNumber(unsent)} are not known to be sent: apply the plan` : ''}`,
    );
  if (readable !== null)
    lines.push(
      `the rest is to be expected by ${readable.asObserved} as others have seen it, by ${readable.asDocumented} or later as AWS documents it`,
    );
  if (doubled > 0) lines.push(`${formatNumber(doubled)} count more than once`);
  if (wrong > 0) lines.push(`${formatNumber(wrong)} are not as planned`);
  for (const { metric, timestamp, sampleCount, sum } of examples)
    lines.push(
      `  ${metric} at ${timestamp}: SampleCount ${sampleCount.found} for ${sampleCount.planned}, Sum ${sum.found} for ${sum.planned}`,
    );
  if (doubled + wrong > 0)
    lines.push('CloudWatch cannot take it back: plan into a fresh --namespace');
  return lines.join('\n');
}

function percentVisible({ points, missing }: Pick<Verification, 'points' | 'missing'>): number {
  return (100 * (points - missing)) / points;
}
