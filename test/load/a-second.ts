import { encodeHistogram, histogramOf } from '../../src/load/histogram.ts';
import type { RecordedSecond, Recording, RecordingHeader } from '../../src/load/recording.ts';

/** A second in which all went well: so many requests, each answered in a millisecond. */
export function aSecond(
  second: number,
  planned: number,
  changes: Partial<RecordedSecond> = {},
): RecordedSecond {
  const milliseconds = encodeHistogram(histogramOf([new Uint32Array(planned).fill(1000)]));
  return {
    second,
    ms: 1000,
    planned,
    sent: planned,
    dropped: {},
    completed: planned,
    failed: {},
    status: { 200: planned },
    balancerErrors: 0,
    targetErrors: 0,
    bytes: 2 * planned,
    newConnections: 0,
    openConnections: 1,
    waiting: 0,
    inFlight: 0,
    latenessMs: 1,
    lateBySelf: 0,
    lateByConnections: 0,
    cpuMs: 100,
    response: milliseconds,
    service: milliseconds,
    wait: milliseconds,
    ...changes,
  };
}

/** What microseconds look like in a recorded second. */
export function encoded(microseconds: readonly number[]): string {
  return encodeHistogram(histogramOf([Uint32Array.from(microseconds)]));
}

export function aRecording(
  header: Partial<RecordingHeader>,
  seconds: readonly RecordedSecond[],
  end: Recording['end'] = 'done',
): Recording {
  return {
    source: `${header.generator ?? 'a'}.ndjson`,
    header: {
      plimsoll: 'load',
      version: 1,
      runId: 'run',
      generator: 'a',
      shard: { index: 0, of: 1 },
      startedAt: '2026-01-05T00:00:00.000Z',
      url: 'http://127.0.0.1/',
      seconds: seconds.length,
      requests: 0,
      arrivals: 'uniform',
      seed: 1,
      connections: 50,
      threads: 1,
      timeoutSeconds: 10,
      slo: [],
      ...header,
    },
    seconds,
    group: [],
    end,
  };
}
