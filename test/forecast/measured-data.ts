import { toMinutes } from '../../src/curve/minutes.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import { readShared } from '../support/shared.ts';

/** One series of the M4 competition's Hourly set. */
export interface M4Series {
  /** 700 or 960 hours. */
  readonly training: Float64Array;
  /** The 48 hours after them. */
  readonly actual: Float64Array;
}

/** The odd-numbered series of the M4 competition's Hourly set, 207 of them. */
export function m4Series(): M4Series[] {
  const actual = new Map(rowsOf('m4/hourly-odd-test.csv'));
  return rowsOf('m4/hourly-odd-train.csv').map(([id, training]) => {
    const after = actual.get(id);
    if (after === undefined) throw new Error(`${id} has no test hours`);
    return { training, actual: after };
  });
}

function rowsOf(name: string): [string, Float64Array][] {
  const lines = readShared(name).trimEnd().split('\n');
  const rows = lines.map((line): [string, Float64Array] => {
    const [id, ...values] = line.trim().split(',');
    return [id, Float64Array.from(values.filter((value) => value !== '').map(Number))];
  });
  return rows.filter(([, values]) => values.length >= 48);
}

export const TRACES: Readonly<Record<string, string>> = {
  crane: 'crane_input2_1min.csv',
  limbo_wikipedia: 'limbo_wikipedia_hourly.csv',
  nab_elb: 'nab_elb_request_count_5min.csv',
  nab_nyc_taxi: 'nab_nyc_taxi_30min.csv',
  nasa_http: 'nasa_http_1995_1min.csv',
};

/** Requests of each whole UTC hour of a trace; NaN where less than half of it is known. */
export function hourlyTrace(file: string): Float64Array {
  const { startMinute, requestsPerSecond } = toMinutes(parseCurve(readShared(`traces/${file}`)));
  const firstHour = Math.ceil(startMinute / 60);
  const offset = firstHour * 60 - startMinute;
  const hours = Math.floor((requestsPerSecond.length - offset) / 60);
  return Float64Array.from({ length: hours }, (_, hour) => {
    const from = offset + 60 * hour;
    const known = requestsPerSecond.subarray(from, from + 60).filter((rate) => !Number.isNaN(rate));
    return known.length < 30
      ? Number.NaN
      : (3600 * known.reduce((sum, rate) => sum + rate, 0)) / known.length;
  });
}

/** 14 days, or on a shorter trace as much as leaves room for nine forecasts of 48 hours, 6 hours apart. */
export function historyFor(trace: Float64Array): number {
  return Math.min(336, trace.length - 48 - 48);
}
