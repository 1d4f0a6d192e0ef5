import type { Command } from 'commander';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
import { positiveNumber, wholeNumber } from './option-values.ts';

interface CurveMakeOptions {
  readonly shape: string;
  readonly days?: number;
  readonly for?: string;
  readonly step?: string;
  readonly start?: string;
  readonly seed: number;
  readonly round: number;
  readonly out: string;
}

/** Adds `plimsoll curve make`. */
export function curveMake(curve: Command): void {
  curve
    .command('make')
    .description(
      'make a curve from shapes: constant, ramp, steps, sine, diurnal, weekly, flash, noise',
    )
    .requiredOption('--shape <shape>', "such as 'diurnal(mean=400,peak=900)*weekly(weekend=0.6)'")
    .option('--days <number>', 'its length in days (default: 7)', positiveNumber)
    .option('--for <duration>', 'its length otherwise, such as 36h')
    .option('--step <duration>', 'the length of a step (default: 1m)')
    .option(
      '--start <time>',
      'ISO 8601 with a zone, or epoch seconds (default: 2026-01-05T00:00:00Z, a Monday)',
    )
    .option('--seed <number>', 'drives the noise', wholeNumber(0, Number.MAX_SAFE_INTEGER), 1)
    .option('--round <decimals>', 'decimals of a rate', wholeNumber(0, 20), 3)
    .option('-o, --out <file>', 'write the CSV there, whole or not at all', '-')
    .action(async (options: CurveMakeOptions, command: Command) => {
      await make(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function make(options: CurveMakeOptions, global: GlobalOptions): Promise<void> {
  const { parseShape } = await import('../curve/shape/parse.ts');
  const { DEFAULT_SHAPE_SECONDS, DEFAULT_START_SECONDS, DEFAULT_STEP_SECONDS, sampleShape } =
    await import('../curve/shape/sample.ts');
  const { refuseOtherFormats, writeCurve } = await import('./write-curve.ts');
  const { readDuration, readTime } = await import('./option-times.ts');

  refuseOtherFormats('curve make', global);
  if (options.days !== undefined && options.for !== undefined)
    throw new PlimsollError('usage', '--days and --for both say how long it is; give one');
  const shape = parseShape(options.shape);
  const days = options.days === undefined ? undefined : Math.round(options.days * 86_400);
  const curve = sampleShape(shape, {
    startSeconds: readTime('--start', options.start) ?? DEFAULT_START_SECONDS,
    seconds: days ?? readDuration('--for', options.for) ?? DEFAULT_SHAPE_SECONDS,
    stepSeconds: readDuration('--step', options.step) ?? DEFAULT_STEP_SECONDS,
    seed: options.seed,
  });
  await writeCurve(options.out, curve, options.round);
}
