import { addSeconds } from '../load/add-seconds.ts';
import { counted } from '../load/counted.ts';
import type { MergedRun } from '../load/merge.ts';
import type { LoadOutcome } from '../load/outcome.ts';
import { chart } from './chart.ts';
import { formatNumber } from './format-number.ts';
import { groupChart, loadGroupText } from './load-group.ts';
import { table } from './table.ts';

/** A run's outcome for a terminal: the verdict first, then what it rests on. */
export function loadOutcomeText(
  outcome: LoadOutcome,
  run: MergedRun,
  terminal: { readonly width: number; readonly color: boolean },
): string {
  const sections = [
    outcome.verdict,
    requests(outcome),
    latencies(outcome),
    thresholds(outcome),
    ...drawings(outcome, run, terminal),
    outcome.group === null ? '' : loadGroupText(outcome.group),
    facts(outcome),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function requests(outcome: LoadOutcome): string {
  const { failed, droppedBecause, unfinished } = outcome;
  const rows: [string, number, string][] = [
    ['planned', outcome.planned, ''],
    ['sent', outcome.sent, unfinished.inFlight > 0 ? `${unfinished.inFlight} under way` : ''],
    ['dropped', outcome.dropped, parts(droppedBecause)],
    ['completed', outcome.completed, parts(outcome.status)],
    ['failed', failed.total, parts({ ...failed, total: 0 })],
    [
      'errors',
      outcome.errors,
      parts({ 'from the balancer': outcome.balancerErrors, 'from targets': outcome.targetErrors }),
    ],
  ];
  return table(rows, [
    { header: 'requests', cell: ([name]) => name },
    { header: 'count', cell: ([, count]) => count },
    { header: 'of which', cell: ([, , of]) => of },
  ]);
}

function parts(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${name} ${formatNumber(count)}`)
    .join(', ');
}

function latencies({ responseTimeMs, serviceTimeMs, sendLatenessMs }: LoadOutcome): string {
  const rows = [
    { name: 'response, from the intended start', ...responseTimeMs },
    { name: 'service, from the send', ...serviceTimeMs },
    { name: 'lateness of the send', ...sendLatenessMs },
  ];
  const at = (key: 'p50' | 'p90' | 'p95' | 'p99' | 'p999' | 'max', header: string) => ({
    header,
    cell: (row: (typeof rows)[number]) => row[key] ?? undefined,
  });
  return table(rows, [
    { header: 'milliseconds', cell: ({ name }) => name },
    at('p50', 'p50'),
    at('p90', 'p90'),
    at('p95', 'p95'),
    at('p99', 'p99'),
    at('p999', 'p99.9'),
    at('max', 'max'),
  ]);
}

function thresholds({ slo }: LoadOutcome): string {
  if (slo.length === 0) return '';
  return table(slo, [
    { header: 'threshold', cell: ({ expression }) => expression },
    { header: 'actual', cell: ({ actual }) => actual ?? undefined },
    { header: 'met', cell: ({ met }) => (met ? 'yes' : 'NO') },
  ]);
}

/** The load, and under it on the same axis the group that was watched. */
function drawings(
  { startedAt, group }: LoadOutcome,
  run: MergedRun,
  { width, color }: { readonly width: number; readonly color: boolean },
): string[] {
  const seconds = addSeconds(run);
  if (seconds.length < 2) return [];
  const first = seconds[0].second;
  const loadEnd = seconds[seconds.length - 1].second + 1;
  const watchEnd = Math.ceil(group?.samples.at(-1)?.atSeconds ?? 0);
  const length = Math.max(loadEnd, watchEnd) - first;
  const start = Math.floor(Date.parse(startedAt) / 1000) + first;
  const planned = new Float64Array(length).fill(Number.NaN);
  // While only the group is watched nothing is sent.
  planned.fill(0, loadEnd - first);
  const sent = planned.slice();
  for (const second of seconds) {
    planned[second.second - first] = second.planned;
    sent[second.second - first] = second.sent;
  }
  const load = chart({
    series: [
      { label: 'sent', values: sent },
      { label: 'planned', values: planned },
    ],
    width,
    height: 8,
    start,
    stepSeconds: 1,
    unit: 'requests/s',
    color,
    ...(group !== null && { labelWidth: LABEL_WIDTH }),
  });
  if (group === null) return [load];
  const terminal = { width, color, labelWidth: LABEL_WIDTH };
  return [load, groupChart(group, { from: first, seconds: length, start }, terminal)];
}

/** Room for 999,999 requests/s. */
const LABEL_WIDTH = 7;

function facts(outcome: LoadOutcome): string {
  const { generator, connections, recordings, rateErrorPercent } = outcome;
  const missing = [
    ...recordings.missingShards.map(
      (shard) => `shard ${shard + 1} of ${recordings.shards} is missing`,
    ),
    ...(recordings.missingSeconds > 0
      ? [`${counted(recordings.missingSeconds, 'second')} missing`]
      : []),
    ...(recordings.overlappingSeconds > 0
      ? [
          `${counted(recordings.overlappingSeconds, 'second')} recorded by two generators; the first one counts`,
        ]
      : []),
  ];
  return [
    `rate error per second: mean ${formatNumber(rateErrorPercent.mean)} %, max ${formatNumber(rateErrorPercent.max)} %`,
    `generator: CPU ${formatNumber(generator.cpuPercent)} %, at most ${formatNumber(generator.maxLatenessMs)} ms late, ${generator.limited ? 'LIMITED' : 'not limited'}`,
    `connections: ${formatNumber(connections.made)} made, never more than ${formatNumber(connections.mostOpen)} open, ${formatNumber(connections.allowed)} allowed`,
    ...missing,
  ].join('\n');
}
