import { type Command, Option } from 'commander';
import type { Interpolation } from '../curve/minutes.ts';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
import { positiveNumber, wholeNumber } from './option-values.ts';

export interface CurveConvertOptions {
  /** What the input is, and a time, in any order. */
  readonly from: readonly string[];
  readonly to?: string;
  readonly compress?: number;
  readonly step?: string;
  readonly interpolate?: Interpolation;
  readonly scale: number;
  readonly round?: number;
  readonly out: string;
  readonly missing?: 'gap' | 'zero';
  readonly id?: string;
  readonly period?: string;
  readonly requests?: string;
  readonly most?: number;
  readonly queries?: 'drop' | 'keep';
}

/** Adds `plimsoll curve convert`. */
export function curveConvert(curve: Command): void {
  curve
    .command('convert')
    .description(
      'cut, compress, resample and scale a curve, in this order; counts, access logs and CloudWatch metrics become rates',
    )
    .argument(
      '<files...>',
      'curve CSV, or what --from says; - for stdin; of access logs several, and folders of them',
    )
    .option(
      '--from <what>',
      'csv, alb-log or cloudwatch: what the input is (default: csv); or a time, ISO 8601 with a zone or epoch seconds: leave out rows that begin earlier',
      (value: string, before: readonly string[]) => [...before, value],
      [],
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
    .addOption(
      new Option(
        '--missing <meaning>',
        'of access logs and CloudWatch: what time without any record means (default: gap)',
      ).choices(['gap', 'zero']),
    )
    .option('--id <id>', 'of CloudWatch: which of several results')
    .option(
      '--period <duration>',
      'of CloudWatch: what a datapoint covers (default: the most frequent time between two)',
    )
    .option('--requests <file>', 'of access logs: write the requests there, for load run')
    .option(
      '--most <count>',
      'how many different requests --requests keeps (default: 100)',
      wholeNumber(1, 10_000),
    )
    .addOption(
      new Option('--queries <how>', 'query strings in --requests (default: drop)').choices([
        'drop',
        'keep',
      ]),
    )
    .action(async (files: readonly string[], options: CurveConvertOptions, command: Command) => {
      await convert(files, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function convert(
  files: readonly string[],
  options: CurveConvertOptions,
  global: GlobalOptions,
): Promise<void> {
  const { compress } = await import('../curve/compress.ts');
  const { cut } = await import('../curve/cut.ts');
  const { resample } = await import('../curve/resample.ts');
  const { scaleRates } = await import('../curve/scale.ts');
  const { readCurveFrom, readSource } = await import('./convert-source.ts');
  const { readDuration, readTime } = await import('./option-times.ts');
  const { tell } = await import('./stderr.ts');
  const { refuseOtherFormats, writeCurve } = await import('./write-curve.ts');

  refuseOtherFormats('curve convert', global);
  const { interpolate, scale } = options;
  const source = readSource(options);
  const window = {
    from: readTime('--from', source.from),
    to: readTime('--to', options.to),
  };
  const stepSeconds = readDuration('--step', options.step);
  if (interpolate !== undefined && stepSeconds === undefined)
    throw new PlimsollError('usage', '--interpolate fills finer steps; give --step as well');

  const note = global.quiet === true ? () => {} : tell;
  let curve = cut(await readCurveFrom(source, files, options, stepSeconds, note), window);
  if (options.compress !== undefined)
    curve = compress(curve, options.compress, { stepSeconds, interpolate });
  else if (stepSeconds !== undefined) curve = resample(curve, { stepSeconds, interpolate });
  const requestsPerSecond = scaleRates(curve.requestsPerSecond, scale);
  await writeCurve(options.out, { ...curve, requestsPerSecond }, options.round);
}
