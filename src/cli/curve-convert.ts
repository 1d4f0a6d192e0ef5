import { type Command, Option } from 'commander';
import type { Interpolation } from '../curve/minutes.ts';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
import { positiveNumber, wholeNumber } from './option-values.ts';

interface CurveConvertOptions {
  readonly from?: string;
  readonly to?: string;
  readonly compress?: number;
  readonly step?: string;
  readonly interpolate?: Interpolation;
  readonly scale: number;
  readonly round?: number;
  readonly out: string;
}

/** Adds `plimsoll curve convert`. */
export function curveConvert(curve: Command): void {
  curve
    .command('convert')
    .description('cut, compress, resample and scale a curve, in this order; counts become rates')
    .argument('<file>', 'curve CSV, or - for stdin')
    .option(
      '--from <time>',
      'leave out rows that begin earlier: ISO 8601 with a zone, or epoch seconds',
    )
    .option('--to <time>', 'leave out rows that begin at this time or later')
    .option('--compress <factor>', 'the same rates in so many times less time', positiveNumber)
    .option('--step <duration>', 'the length of a step, such as 5m; totals are kept')
    .addOption(
      new Option(
        '--interpolate <how>',
        'in finer steps, hold a value or join it to the next (default: linear for steps above 5 minutes)',
      ).choices(['hold', 'linear']),
    )
    .option('--scale <factor>', 'multiply every rate', positiveNumber, 1)
    .option('--round <decimals>', 'decimals of a rate (default: all)', wholeNumber(0, 20))
    .option('-o, --out <file>', 'write the CSV there, whole or not at all', '-')
    .action(async (file: string, options: CurveConvertOptions, command: Command) => {
      await convert(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function convert(
  file: string,
  options: CurveConvertOptions,
  global: GlobalOptions,
): Promise<void> {
  const { compress } = await import('../curve/compress.ts');
  const { cut } = await import('../curve/cut.ts');
  const { parseCurve } = await import('../curve/parse.ts');
  const { resample } = await import('../curve/resample.ts');
  const { scaleRates } = await import('../curve/scale.ts');
  const { readInput } = await import('./input.ts');
  const { readDuration, readTime } = await import('./option-times.ts');
  const { refuseOtherFormats, writeCurve } = await import('./write-curve.ts');

  refuseOtherFormats('curve convert', global);
  const { interpolate, scale } = options;
  const window = {
    from: readTime('--from', options.from),
    to: readTime('--to', options.to),
  };
  const stepSeconds = readDuration('--step', options.step);
  if (interpolate !== undefined && stepSeconds === undefined)
    throw new PlimsollError('usage', '--interpolate fills finer steps; give --step as well');

  const { text, source } = await readInput(file);
  let curve = cut(parseCurve(text, source), window);
  if (options.compress !== undefined)
    curve = compress(curve, options.compress, { stepSeconds, interpolate });
  else if (stepSeconds !== undefined) curve = resample(curve, { stepSeconds, interpolate });
  const requestsPerSecond = scaleRates(curve.requestsPerSecond, scale);
  await writeCurve(options.out, { ...curve, requestsPerSecond }, options.round);
}
