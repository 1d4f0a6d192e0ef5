import { shellWord } from '../shell-word.ts';
import type { HistoryDatum } from './metric-data.ts';
import { putCalls } from './put-calls.ts';

/** A file, and what it holds. */
export interface PutFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Data as files that `aws cloudwatch put-metric-data --metric-data file://…` takes, a
 * datum a line, a file a call: the path itself, or `path-001.json` and so on where they
 * do not fit into one.
 */
export function putFiles(path: string, data: readonly HistoryDatum[]): PutFile[] {
  const calls = putCalls(data);
  return calls.map((call, i) => ({
    path: calls.length === 1 ? path : numbered(path, i + 1),
    text: `[\n${call.map((datum) => JSON.stringify(datum)).join(',\n')}\n]\n`,
  }));
}

/** `seed.json` becomes `seed-001.json`. */
export function numbered(path: string, number: number): string {
  const suffix = `-${String(number).padStart(3, '0')}`;
  return /\.[^./\\]+$/.test(path) ? path.replace(/(\.[^./\\]+)$/, `${suffix}$1`) : path + suffix;
}

/** The command that puts a file, for a POSIX shell. */
export function putCommand(path: string, namespace: string): string {
  return `aws cloudwatch put-metric-data --namespace ${shellWord(namespace)} --metric-data ${shellWord(`file://${path}`)}`;
}
