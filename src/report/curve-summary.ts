import type { CurveSummary, Gap, SteepestRise } from '../curve/summary.ts';
import { clock } from './clock.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';
import { namedLines } from './named-lines.ts';

/** How the minutes of a summary came to be. */
export interface CurveFacts {
  readonly source: string;
  readonly stepSeconds: number;
  readonly interpolate: 'hold' | 'linear';
  readonly scale: number;
}

/** A summary as lines of text; times are UTC. */
export function curveSummaryText(summary: CurveSummary, facts: CurveFacts): string {
  const { mean, p50, p95, peak } = summary.requestsPerSecond;
  const { hourUtc, requestsPerSecond } = summary.busiestHour;
  const lines: [string, string][] = [
    ['curve', describeSource(facts)],
    [
      'time (UTC)',
      `${clock(summary.start)} to ${clock(summary.end)}, ${formatDuration(summary.minutes * 60)}`,
    ],
    ['requests', formatNumber(summary.requests)],
    [
      'requests/s',
      `mean ${formatNumber(mean)}, median ${formatNumber(p50)}, p95 ${formatNumber(p95)}`,
    ],
    ['peak', `${formatNumber(peak)} requests/s at ${clock(summary.peakAt)}`],
    [
      'busiest hour',
      `${pad(hourUtc)}:00 to ${pad((hourUtc + 1) % 24)}:00, on average ${formatNumber(requestsPerSecond)} requests/s`,
    ],
    ['steepest rise', describeRise(summary.steepestRise)],
    ['zero', share(summary.zeroMinutes, summary.minutes)],
    ['unknown', describeGaps(summary)],
  ];
  return namedLines(lines);
}

function describeSource({ source, stepSeconds, interpolate, scale }: CurveFacts): string {
  const steps = interpolate === 'linear' ? 'joined by lines' : 'held';
  const times = scale === 1 ? '' : `, times ${formatNumber(scale)}`;
  return `${source}, steps of ${formatDuration(stepSeconds)}, ${steps}${times}`;
}

function describeRise(rise: SteepestRise | null): string {
  if (rise === null) return 'none';
  const from = formatNumber(rise.fromRequestsPerSecond);
  const to = formatNumber(rise.toRequestsPerSecond);
  const ratio = rise.ratio === null ? '' : `${formatNumber(rise.ratio)} times, `;
  return `${ratio}from ${from} to ${to} requests/s in ${rise.minutes} min at ${clock(rise.at)}`;
}

function describeGaps({ gaps, gapMinutes, minutes }: CurveSummary): string {
  if (gaps.length === 0) return 'none';
  const longest = gaps.reduce((a, b) => (b.minutes > a.minutes ? b : a));
  const where =
    gaps.length === 1 ? `from ${gap(longest)}` : `${gaps.length} gaps, the longest ${gap(longest)}`;
  return `${share(gapMinutes, minutes)}; ${where}`;
}

function gap({ from, to }: Gap): string {
  return `${clock(from)} to ${clock(to)}`;
}

function share(part: number, whole: number): string {
  if (part === 0) return 'none';
  return `${formatDuration(part * 60)} (${formatNumber((part / whole) * 100)} %)`;
}

function pad(hour: number): string {
  return String(hour).padStart(2, '0');
}
