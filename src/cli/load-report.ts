import type { Command } from 'commander';
import type { GlobalOptions } from './global-options.ts';

interface LoadReportOptions {
  readonly slo?: readonly string[];
  readonly junit?: string;
}

/** Adds `plimsoll load report`. */
export function loadReport(load: Command): void {
  load
    .command('report')
    .description('merge what the generators of a run recorded, and show it')
    .argument('<files...>', 'recordings of load run --record, or - for stdin')
    .option(
      '--slo <threshold>',
      "such as 'p95<250ms'; may be given again (default: those of the run)",
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .option(
      '--junit <file>',
      'write the thresholds as JUnit XML; - prints it in place of the report',
    )
    .action(async (files: readonly string[], options: LoadReportOptions, command: Command) => {
      await show(files, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function show(
  files: readonly string[],
  { slo, junit }: LoadReportOptions,
  global: GlobalOptions,
): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { readPieces } = await import('./input.ts');
  const { readRecordings } = await import('../load/read-recording.ts');
  const { parseSlo } = await import('../load/slo.ts');
  const { openJunit, showOutcome } = await import('./load-show.ts');

  const output = await openOutput(global);
  const given = slo?.map(parseSlo);
  const place = await openJunit(junit);
  const recordings = [];
  for (const file of files) {
    const { pieces, source } = readPieces(file);
    recordings.push(...(await readRecordings(pieces, source)));
  }
  // By shards, and not by how the files are given, so that any order reports the same.
  const shards = recordings.toSorted((a, b) => a.header.shard.index - b.header.shard.index);
  const ofTheRun = new Set(shards.flatMap(({ header }) => header.slo));
  const slos = given ?? [...ofTheRun].map(parseSlo);
  process.exitCode = await showOutcome(recordings, slos, output, place);
}
