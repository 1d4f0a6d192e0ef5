import { addSeconds, type RunSecond } from '../load/add-seconds.ts';
import { mergeEncoded, percentileMs } from '../load/histogram.ts';
import type { MergedRun } from '../load/merge.ts';
import type { WatchedGroup } from '../load/watch/watched-group.ts';
import { groupSeconds } from './load-group.ts';

type Row = Readonly<Record<string, number | undefined>>;

/**
 * A run second by second, for `--output csv`; a latency is empty where nothing completed.
 * Beside a group that was watched there are its columns, and rows as long as the watch.
 */
export function loadSecondRows(run: MergedRun, group: WatchedGroup | null): Row[] {
  const loads = addSeconds(run).map(loadRow);
  if (group === null) return loads;
  const bySecond = new Map(loads.map((row) => [row.second, row]));
  const loadEnd = (loads.at(-1)?.second ?? -1) + 1;
  const last = group.samples[group.samples.length - 1];
  const end = Math.max(loadEnd, Math.ceil(last.atSeconds));
  // The first may have begun before the run.
  const minutes = new Map(
    group.balancer.map((minute) => [Math.max(0, Math.floor(minute.atSeconds)), minute]),
  );
  return groupSeconds(group, 0, end).flatMap((shown, second) => {
    // What the recordings lack stays missing.
    const load = bySecond.get(second) ?? (second < loadEnd ? undefined : { ...NO_LOAD, second });
    if (load === undefined) return [];
    const minute = minutes.get(second);
    return {
      ...load,
      desired: shown.desired ?? undefined,
      in_service: shown.inService ?? undefined,
      pending: shown.pending ?? undefined,
      terminating: shown.terminating ?? undefined,
      healthy: shown.healthy ?? undefined,
      balancer_requests: minute?.RequestCount ?? undefined,
      balancer_response_s: minute?.TargetResponseTime ?? undefined,
      balancer_5xx: minute?.HTTPCode_ELB_5XX_Count ?? undefined,
      target_5xx: minute?.HTTPCode_Target_5XX_Count ?? undefined,
    };
  });
}

function loadRow({ response, ...second }: RunSecond) {
  const histogram = mergeEncoded(response);
  const at = (percent: number) =>
    histogram.totalCount === 0 ? undefined : percentileMs(histogram, percent);
  return {
    second: second.second,
    planned: second.planned,
    sent: second.sent,
    dropped: second.dropped,
    completed: second.completed,
    failed: second.failed,
    errors: second.errors,
    waiting: second.waiting,
    response_p50_ms: at(50),
    response_p95_ms: at(95),
    response_p99_ms: at(99),
    response_max_ms: at(100),
    new_connections: second.newConnections,
    open_connections: second.openConnections,
    bytes: second.bytes,
  };
}

/** After the load, while the group alone is watched. */
const NO_LOAD: Omit<ReturnType<typeof loadRow>, 'second'> = {
  planned: 0,
  sent: 0,
  dropped: 0,
  completed: 0,
  failed: 0,
  errors: 0,
  waiting: 0,
  response_p50_ms: undefined,
  response_p95_ms: undefined,
  response_p99_ms: undefined,
  response_max_ms: undefined,
  new_connections: 0,
  open_connections: 0,
  bytes: 0,
};
