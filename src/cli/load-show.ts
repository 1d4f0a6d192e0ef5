import { mergeRecordings } from '../load/merge.ts';
import { outcomeOf } from '../load/outcome.ts';
import type { Recording } from '../load/recording.ts';
import type { LoadSlo } from '../load/slo.ts';
import { loadOutcomeText } from '../report/load-outcome.ts';
import { loadSecondRows } from '../report/load-seconds.ts';
import { ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';

/** Merges recordings, shows what they come to, and says with which code to exit. */
export async function showOutcome(
  recordings: readonly Recording[],
  slos: readonly LoadSlo[],
  output: Output,
  junit: string | undefined,
): Promise<ExitCode> {
  const run = mergeRecordings(recordings);
  const outcome = outcomeOf(run, slos);
  if (junit !== undefined) {
    const { loadJunit } = await import('../report/load-junit.ts');
    const { writeWhole } = await import('./write-whole.ts');
    await writeWhole(junit, [loadJunit(outcome)]);
  }
  if (junit !== '-')
    await output.write({
      value: outcome,
      table: ({ width, color }) => loadOutcomeText(outcome, run, { width, color }),
      csv: () => loadSecondRows(run),
    });
  const isMissed = outcome.stoppedByFailures || outcome.slo.some(({ met }) => !met);
  return isMissed ? ExitCode.Missed : ExitCode.Done;
}
