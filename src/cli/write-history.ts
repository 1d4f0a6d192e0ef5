import { existsSync } from 'node:fs';
import { PlimsollError } from '../error.ts';
import type { History } from '../predict/history/history.ts';
import { formatHistory } from '../predict/history/history-csv.ts';
import { historyNdjson } from '../predict/history/history-ndjson.ts';
import { metricData } from '../predict/history/metric-data.ts';
import { checkGroupName, checkNamespace } from '../predict/history/metric-place.ts';
import { numbered, putCommand, putFiles } from '../predict/history/put-files.ts';
import { writeWhole } from './write-whole.ts';

export type HistoryFormat = 'csv' | 'ndjson' | 'put-metric-data';

interface Destination {
  readonly out: string;
  readonly format: HistoryFormat;
  readonly namespace?: string | undefined;
  readonly group?: string | undefined;
}

/** What was written, and what puts it into CloudWatch. */
interface Written {
  readonly files: readonly string[];
  readonly commands: readonly string[];
}

/**
 * How a history is to be written, settled before it is made. Throws a `PlimsollError`
 * (`usage`) for options that the format has no use for, or wants.
 *
 * @param scenarioGroup AWS's name of the scenario's group, where it says one
 */
export function chooseWriter(
  { out, format, namespace, group }: Destination,
  scenarioGroup: string | undefined,
): (history: History) => Promise<Written> {
  if (format !== 'put-metric-data') {
    for (const [flag, value] of Object.entries({ namespace, group }))
      if (value !== undefined)
        throw new PlimsollError(
          'usage',
          `--${flag} is for --format put-metric-data, and this is ${format}; leave it out`,
        );
    const render = format === 'csv' ? formatHistory : historyNdjson;
    return async (history) => {
      await writeWhole(out, [render(history)]);
      return { files: [out], commands: [] };
    };
  }
  if (namespace === undefined)
    throw new PlimsollError(
      'usage',
      '--format put-metric-data needs --namespace, for the commands that put it; give one that holds nothing yet, such as Shop/Seed',
    );
  const groupName = group ?? scenarioGroup;
  if (groupName === undefined)
    throw new PlimsollError(
      'usage',
      '--format put-metric-data needs the name of the group, and the scenario says none; give --group, or group.AutoScalingGroupName in the scenario',
    );
  checkNamespace(namespace);
  checkGroupName(groupName);
  return (history) => putMetricData(history, groupName, namespace, out);
}

async function putMetricData(
  history: History,
  groupName: string,
  namespace: string,
  out: string,
): Promise<Written> {
  const data = metricData(history, groupName);
  const files = putFiles(out, data);
  if (out === '-' && files.length > 1)
    throw new PlimsollError(
      'usage',
      `-o -: a call of put-metric-data takes 1,000 data, and these are ${data.length}; name a file, and ${files.length} are written`,
    );
  const own = new Set(files.map(({ path }) => path));
  const next = files.length === 1 ? 1 : files.length + 1;
  const stale = [out, numbered(out, next)].find((path) => !own.has(path) && existsSync(path));
  if (out !== '-' && stale !== undefined)
    throw new PlimsollError(
      'usage',
      `-o ${out}: ${stale} is there from another history, and this one has ${own.size} files; remove it, so that it is not put too`,
    );
  for (const { path, text } of files) await writeWhole(path, [text]);
  return {
    files: files.map(({ path }) => path),
    commands: files.map(({ path }) => putCommand(path, namespace)),
  };
}
