import { counted } from '../load/counted.ts';
import type { Delay, GroupDelays } from '../load/watch/group-delays.ts';
import type { WatchedGroup } from '../load/watch/watched-group.ts';
import { chart } from './chart.ts';
import { formatNumber } from './format-number.ts';
import { table } from './table.ts';

/** What a watched group did, for a terminal: how long each scale-out took, and why. */
export function loadGroupText(group: WatchedGroup): string {
  const { name, polls, failedPolls, failedCalls, delays } = group;
  const failed = Object.entries(failedCalls).map(([call, times]) => `${call} ${times}`);
  return [
    `group ${name}, ${counted(polls, 'poll')}${failedPolls > 0 ? `, ${failedPolls} of them without an answer (${failed.join(', ')})` : ''}`,
    delays.length === 0 ? 'It did not scale out.' : delayTable(delays),
    ...causes(group),
  ].join('\n');
}

function delayTable(delays: readonly GroupDelays[]): string {
  const column = (header: string, of: (delays: GroupDelays) => Delay | null) => ({
    header,
    cell: (row: GroupDelays) => after(of(row)),
    align: 'right' as const,
  });
  return table(delays, [
    { header: 'scale-out', cell: ({ from, to }) => `${from} → ${to}` },
    {
      header: 'load rose',
      cell: ({ rose }) => (rose === null ? '–' : `second ${formatNumber(rose.atSeconds)}`),
      align: 'right',
    },
    column('SLO missed', ({ sloMissed }) => sloMissed),
    column('alarm', ({ alarm }) => alarm),
    column('decision', ({ decision }) => decision),
    column('launched', ({ launched }) => launched),
    column('in service', ({ inService }) => inService),
    column('serving', ({ serving }) => serving),
    column('SLO held', ({ sloHeld }) => sloHeld),
  ]);
}

/** Seconds from the rise, and how exact: `+62 s ±5`; without a rise the second of the run. */
function after(delay: Delay | null): string {
  if (delay === null) return '–';
  const { atSeconds, delaySeconds, uncertaintySeconds } = delay;
  const whole = (seconds: number) => formatNumber(Number(seconds.toPrecision(3)));
  const when =
    delaySeconds === null
      ? `second ${whole(atSeconds)}`
      : `${delaySeconds < 0 ? '' : '+'}${whole(delaySeconds)} s`;
  return `${when} ±${formatNumber(Number(uncertaintySeconds.toPrecision(2)))}`;
}

/** What caused activities, each once, with how many instances came or went by it. */
function causes({ activities }: WatchedGroup): string[] {
  const byCause = new Map<string, { readonly atSeconds: number; count: number }>();
  for (const { atSeconds, Cause } of activities) {
    // What asked for the change comes first, then what AWS did.
    const [cause] = Cause.split(/(?<=\.)\s+(?=At )/);
    const there = byCause.get(cause);
    if (there === undefined) byCause.set(cause, { atSeconds, count: 1 });
    else there.count++;
  }
  return [...byCause].map(
    ([cause, { atSeconds, count }]) =>
      `second ${formatNumber(Math.round(atSeconds))}, ${counted(count, 'instance')}: ${cause}`,
  );
}

/**
 * Draws what was in service and what was desired, over the seconds of a run.
 *
 * @param from the first second
 * @param seconds how many
 * @param start epoch seconds of the first
 */
export function groupChart(
  group: WatchedGroup,
  { from, seconds, start }: { from: number; seconds: number; start: number },
  terminal: { readonly width: number; readonly color: boolean; readonly labelWidth: number },
): string {
  const held = groupSeconds(group, from, seconds);
  return chart({
    series: [
      { label: 'in service', values: held.map(({ inService }) => inService ?? Number.NaN) },
      { label: 'desired', values: held.map(({ desired }) => desired ?? Number.NaN) },
    ],
    ...terminal,
    height: 4,
    start,
    stepSeconds: 1,
    unit: 'instances',
  });
}

/** What the last poll before the end of each second showed; nothing before the first. */
export function groupSeconds(
  { samples }: WatchedGroup,
  from: number,
  seconds: number,
): Partial<WatchedGroup['samples'][number]>[] {
  let next = 0;
  let shown: Partial<WatchedGroup['samples'][number]> = {};
  return Array.from({ length: seconds }, (_, i) => {
    while (next < samples.length && samples[next].atSeconds < from + i + 1) {
      if (samples[next].desired !== null) shown = samples[next];
      next++;
    }
    return shown;
  });
}
