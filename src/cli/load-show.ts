import { mergeRecordings } from '../load/merge.ts';
import { outcomeOf } from '../load/outcome.ts';
import type { Recording } from '../load/recording.ts';
import type { LoadSlo } from '../load/slo.ts';
import { loadJunit } from '../report/load-junit.ts';
import { loadOutcomeText } from '../report/load-outcome.ts';
import { loadSecondRows } from '../report/load-seconds.ts';
import { ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';
import { WholeFile } from './write-whole.ts';

/** Where JUnit XML goes: a file, or `-` in place of the report. */
export type JunitPlace = WholeFile | '-' | undefined;

/** Opens it before the work, so that a mistake shows before and not after it. */
export async function openJunit(name: string | undefined): Promise<JunitPlace> {
  return name === undefined || name === '-' ? name : await WholeFile.open(name);
}

/**
 * Merges recordings, shows what they come to, and says with which code to exit. The
 * report comes first: it is there even where the JUnit XML cannot be written.
 */
export async function showOutcome(
  recordings: readonly Recording[],
  slos: readonly LoadSlo[],
  output: Output,
  junit: JunitPlace,
): Promise<ExitCode> {
  const run = mergeRecordings(recordings);
  const outcome = outcomeOf(run, slos);
  if (junit === '-') process.stdout.write(loadJunit(outcome));
  else
    await output.write({
      value: outcome,
      table: ({ width, color }) => loadOutcomeText(outcome, run, { width, color }),
      csv: () => loadSecondRows(run, outcome.group),
    });
  if (junit instanceof WholeFile) {
    await junit.write([loadJunit(outcome)]);
    await junit.finish();
  }
  const isMissed = outcome.stoppedByFailures || outcome.slo.some(({ met }) => !met);
  return isMissed ? ExitCode.Missed : ExitCode.Done;
}
