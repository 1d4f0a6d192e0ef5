import type { Curve, MinuteLoad } from './curve.ts';
import { formatTimestamp } from './timestamp.ts';

/** A curve as the CSV that `parseCurve` reads; every rate to the last bit, times to the millisecond. */
export function formatCurve({ timestamps, requestsPerSecond }: Curve): string {
  const lines = ['timestamp,requests_per_second'];
  for (let i = 0; i < timestamps.length; i++)
    lines.push(`${formatTimestamp(timestamps[i])},${requestsPerSecond[i]}`);
  return `${lines.join('\n')}\n`;
}

/** A curve with a row for each known minute; an unknown one is a step without a row. */
export function minutesAsCurve(load: MinuteLoad, source: string): Curve {
  const known: number[] = [];
  load.requestsPerSecond.forEach((rate, i) => {
    if (!Number.isNaN(rate)) known.push(i);
  });
  return {
    source,
    stepSeconds: 60,
    timestamps: Float64Array.from(known, (i) => (load.startMinute + i) * 60),
    requestsPerSecond: Float64Array.from(known, (i) => load.requestsPerSecond[i]),
  };
}
