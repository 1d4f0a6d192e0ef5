import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';

/** Holds recorded forecasts against what came. */
export async function scoreForecasts(path: string, global: GlobalOptions): Promise<void> {
  const { otherPolicy, parseRecords } = await import('../predict/from-aws/forecast-record.ts');
  const { scoreRecords } = await import('../predict/from-aws/score-records.ts');
  const { scoreRows, scoresText } = await import('../report/forecast-scores.ts');
  const { readInput } = await import('./input.ts');
  const { openOutput } = await import('./output.ts');

  const output = await openOutput(global);
  const { text, source } = await readInput(path);
  const { records, isCutOff } = parseRecords(text, source);
  if (isCutOff) output.note(`${source}: its last line was cut off and is left out`);
  const [first] = records;
  if (first === undefined)
    throw new PlimsollError(
      'bad-file',
      `${source}: holds no forecast yet; predict forecast --from-aws --watch adds them`,
    );
  const other = otherPolicy(records, first);
  if (other !== undefined)
    throw new PlimsollError(
      'bad-file',
      `${source}: holds forecasts of ${first.policy} of ${first.group} and of ${other.policy} of ${other.group}; give each policy a file of its own`,
    );
  const { metricReader } = await import('../aws/metric-reader.ts');
  const scores = await scoreRecords(records, metricReader(global), Date.now() / 1000);
  const rows = scoreRows(scores);
  await output.write({
    value: { schemaVersion: 1, group: first.group, policy: first.policy, forecasts: rows },
    table: () => scoresText(scores),
    csv: () => rows,
  });
}
