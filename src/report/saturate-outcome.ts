import type { SaturateOutcome } from '../load/saturate/outcome.ts';
import { closedThroughput } from '../model/closed-loop.ts';
import { formatNumber } from './format-number.ts';
import { table } from './table.ts';
import { throughputChart } from './throughput-chart.ts';

/** What a saturation found, for a terminal: the verdict, the steps, the figures, the block for a scenario. */
export function saturateOutcomeText(
  outcome: SaturateOutcome,
  terminal: { readonly width: number; readonly color: boolean },
): string {
  return [
    outcome.verdict,
    steps(outcome),
    drawing(outcome, terminal),
    figures(outcome),
    serviceYaml(outcome),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function steps({ steps }: SaturateOutcome): string {
  if (steps.length === 0) return '';
  return table(steps, [
    { header: 'connections', cell: ({ connections }) => connections },
    { header: 'requests/s', cell: ({ requestsPerSecond }) => requestsPerSecond },
    { header: '± %', cell: ({ errorPercent }) => errorPercent, decimals: 1 },
    {
      header: 'fitted',
      cell: ({ fittedRequestsPerSecond }) => fittedRequestsPerSecond ?? undefined,
    },
    {
      header: 'left out, off by %',
      cell: ({ heldOutErrorPercent }) => heldOutErrorPercent ?? undefined,
      decimals: 1,
    },
    { header: 'response ms', cell: ({ responseTimeMs }) => responseTimeMs ?? undefined },
    { header: 'failed', cell: ({ failed }) => failed },
    {
      header: 'not 2xx',
      cell: ({ statuses, completed }) => completed - successesOf(statuses),
    },
    {
      header: 'generator busy %',
      cell: ({ generatorBusyPercent }) => generatorBusyPercent,
      decimals: 0,
    },
  ]);
}

function successesOf(statuses: Readonly<Record<number, number>>): number {
  return Object.entries(statuses)
    .filter(([status]) => status.startsWith('2'))
    .reduce((sum, [, count]) => sum + count, 0);
}

function drawing(
  { steps, fit }: SaturateOutcome,
  { width, color }: { readonly width: number; readonly color: boolean },
): string {
  if (steps.length < 2) return '';
  const target =
    fit === null
      ? undefined
      : {
          serviceSeconds: fit.serviceTimeMs.value / 1000,
          servers: fit.concurrency?.value ?? Number.POSITIVE_INFINITY,
          contention: fit.contention.value,
          coherency: fit.coherency.value,
        };
  const away = (fit?.awayTimeMs.usual ?? 0) / 1000;
  return throughputChart({
    points: steps,
    fitted:
      target === undefined
        ? undefined
        : (connections) => fittedAt((whole) => closedThroughput(target, whole, away), connections),
    width,
    height: 10,
    color,
  });
}

/** Between whole numbers of connections in a straight line. */
function fittedAt(law: (connections: number) => number, connections: number): number {
  const below = Math.floor(connections);
  const share = connections - below;
  return share === 0 ? law(below) : (1 - share) * law(below) + share * law(below + 1);
}

function figures({ fit }: SaturateOutcome): string {
  if (fit === null) return '';
  const rows = [
    { name: 'ceiling, requests/s', ...fit.requestsPerSecond },
    { name: 'service time, ms', ...fit.serviceTimeMs },
    ...(fit.concurrency === null ? [] : [{ name: 'served at a time', ...fit.concurrency }]),
    { name: 'contention in the target', ...fit.contention },
    { name: 'coherency in the target', ...fit.coherency },
  ];
  const digits = (value: number) => formatNumber(Number(value.toPrecision(4)));
  return [
    table(rows, [
      { header: 'fit', cell: ({ name }) => name },
      { header: 'value', cell: ({ value }) => digits(value), align: 'right' },
      { header: '95 % from', cell: ({ low }) => digits(low), align: 'right' },
      { header: 'to', cell: ({ high }) => digits(high), align: 'right' },
    ]),
    `steps left out are told by the others to within ${formatNumber(fit.heldOutErrorPercent.mean)} % on the mean, ${formatNumber(fit.heldOutErrorPercent.max)} % at most`,
    `not in the service time: ${formatNumber(fit.awayTimeMs.usual)} ms for the way there and back and this process (mean ${formatNumber(fit.awayTimeMs.mean)} ms)`,
  ].join('\n');
}

/** The `service:` section of a scenario, as it is pasted; the comments say how well it is known. */
function serviceYaml({ service, fit }: SaturateOutcome): string {
  if (service === null || fit === null) return '';
  const interval = ({ low, high }: { readonly low: number; readonly high: number }) =>
    `95 %: ${formatNumber(low)} to ${formatNumber(high)}`;
  const among =
    service.contention === 0 && service.coherency === 0
      ? fit.bends
        ? 'among targets; --shared says that what slows requests down is shared by all of them'
        : 'among targets; one target alone cannot show it'
      : 'among targets, if they share what slows requests down';
  return [
    'service:',
    '  instanceType: m5.large # yours',
    `  requestsPerSecond: ${service.requestsPerSecond} # ${interval(fit.requestsPerSecond)}`,
    `  serviceTimeMs: ${service.serviceTimeMs} # ${interval(fit.serviceTimeMs)}`,
    `  contention: ${service.contention} # ${among}`,
    `  coherency: ${service.coherency}`,
  ].join('\n');
}
