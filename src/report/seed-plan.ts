import type { SeedOutlook } from '../predict/seed/outlook.ts';
import { type Whereabouts, whereText } from '../predict/seed/whereabouts.ts';
import { formatDuration } from './format-duration.ts';
import { formatNumber } from './format-number.ts';

/** A plan as a person reads it before anything is sent. */
export function seedPlanText(outlook: SeedOutlook, where: Whereabouts | undefined): string {
  return [seedSummary(outlook, where), ...expected(outlook), ...permissions(outlook)].join('\n');
}

/**
 * What goes where, how long that takes and what it costs.
 *
 * @param where undefined: nobody was asked yet
 */
export function seedSummary(outlook: SeedOutlook, where: Whereabouts | undefined): string {
  const { namespace, group, start, end, metrics, costUsd } = outlook;
  const lines: [string, string][] = [
    ['to', where === undefined ? 'nowhere yet: nobody was asked' : whereText(where)],
    ['namespace', namespace],
    ['group', group],
    ['time', `${minute(start)} to ${minute(end)} UTC`],
    ['metrics', metrics.join(', ')],
    [
      'points',
      `${formatNumber(outlook.points)} in ${formatNumber(outlook.calls)} calls, ${formatNumber(outlook.bytes / 1e6)} MB before gzip`,
    ],
    [
      'takes',
      `${formatNumber(outlook.seconds)} s at ${formatNumber(outlook.callsPerSecond)} calls/s`,
    ],
    [
      'costs',
      `$${formatNumber(costUsd.now)} now, up to $${formatNumber(costUsd.month)} a month while the metrics are fed (prices of ${costUsd.pricesAsOf})`,
    ],
    ['readable', readable(outlook)],
  ];
  if (outlook.pointsAtRisk > 0)
    lines.push([
      'risk',
      `of ${formatNumber(outlook.pointsAtRisk)} points, 12 days old or older, what gets lost may be known too late to be sent again`,
    ]);
  return aligned(lines);
}

function readable({ points, readable }: SeedOutlook): string {
  const { observedSeconds, documentedSeconds, pointsOlderThanADay } = readable;
  const seen = `others have seen ${formatDuration(observedSeconds)}`;
  if (pointsOlderThanADay === 0)
    return `within ${formatDuration(documentedSeconds)} by AWS's word; ${seen}`;
  return `AWS says at least 48 h of what is older than a day (${formatNumber(pointsOlderThanADay)} of ${formatNumber(points)} points); ${seen}`;
}

function expected({ expected }: SeedOutlook): string[] {
  if (expected === null)
    return ['', 'No forecast: AWS makes one from 24 hours on, of a load that is not all zeros.'];
  const { target, metricPairCorrelation, requestsCorrelation, start, load, capacity } = expected;
  const peak = capacity.indexOf(Math.max(...capacity));
  const at = new Date(Date.parse(start) + 3_600_000 * peak).toISOString();
  return [
    '',
    `What our own forecaster (a surrogate of AWS's) expects of it, for a target of ${formatNumber(target)} %:`,
    aligned([
      [
        'correlation',
        `${correlation(metricPairCorrelation)} of the policy's metric pair, ${correlation(requestsCorrelation)} of requests and utilisation${verdict(requestsCorrelation)}`,
      ],
      [
        'load',
        `${formatNumber(Math.min(...load))} to ${formatNumber(Math.max(...load))} an hour over the next ${load.length} h`,
      ],
      [
        'capacity',
        `${formatNumber(Math.min(...capacity))} to ${formatNumber(Math.max(...capacity))} instances, the most at ${minute(at)} UTC`,
      ],
    ]),
  ];
}

function correlation(value: number | null): string {
  return formatNumber(value ?? Number.NaN, 3);
}

function verdict(value: number | null): string {
  if (value === null) return ', since one does not vary';
  return value < GOOD_CORRELATION
    ? ': they do not belong together well, and capacities will be off'
    : '';
}

const GOOD_CORRELATION = 0.95;

function permissions({ permissions }: SeedOutlook): string[] {
  return ['', 'IAM policy that is needed:', JSON.stringify(permissions)];
}

function aligned(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${text}`).join('\n');
}

/** `2026-11-10 05:00` */
function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
