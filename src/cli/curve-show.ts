import { type Command, Option } from 'commander';
import type { Interpolation } from '../curve/minutes.ts';
import type { GlobalOptions } from './global-options.ts';
import { positiveNumber, wholeNumber } from './option-values.ts';

interface CurveShowOptions {
  readonly scale: number;
  readonly from?: string;
  readonly to?: string;
  readonly interpolate?: Interpolation;
  readonly width?: number;
  readonly height: number;
}

/** Adds `plimsoll curve show`. */
export function curveShow(curve: Command): void {
  curve
    .command('show')
    .description('sum up a curve and draw it; with --output csv, print it minute by minute')
    .argument('<file>', 'curve CSV (timestamp,requests_per_second), or - for stdin')
    .option('--scale <factor>', 'multiply every rate', positiveNumber, 1)
    .option('--from <time>', 'leave out what is earlier: ISO 8601 with a zone, or epoch seconds')
    .option('--to <time>', 'leave out this time and what is later')
    .addOption(
      new Option(
        '--interpolate <how>',
        'inside a step, hold its value or join it to the next (default: linear for steps above 5 minutes)',
      ).choices(['hold', 'linear']),
    )
    .option(
      '--width <columns>',
      "the chart's width (default: the terminal's)",
      wholeNumber(30, 1000),
    )
    .option('--height <lines>', "the chart's height, at most", wholeNumber(2, 200), 12)
    .action(async (file: string, options: CurveShowOptions, command: Command) => {
      await show(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function show(file: string, options: CurveShowOptions, global: GlobalOptions): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { readInput } = await import('./input.ts');
  const { readTime } = await import('./option-times.ts');
  const { formatCurve, minutesAsCurve } = await import('../curve/format.ts');
  const { defaultInterpolation, toMinutes } = await import('../curve/minutes.ts');
  const { parseCurve } = await import('../curve/parse.ts');
  const { summarize } = await import('../curve/summary.ts');
  const { chart } = await import('../report/chart.ts');
  const { curveSummaryText } = await import('../report/curve-summary.ts');

  const output = await openOutput(global);
  const from = readTime('--from', options.from);
  const to = readTime('--to', options.to);
  const { text, source } = await readInput(file);
  const curve = parseCurve(text, source);
  const interpolate = options.interpolate ?? defaultInterpolation(curve.stepSeconds);
  const { scale, width, height } = options;
  const load = toMinutes(curve, { interpolate, scale, from, to });
  const summary = summarize(load);
  const facts = { source, stepSeconds: curve.stepSeconds, interpolate, scale };

  await output.write({
    value: { schemaVersion: 1, ...facts, ...summary },
    table: (terminal) => {
      const drawing = chart({
        series: [{ label: 'load', values: load.requestsPerSecond }],
        width: width ?? terminal.width,
        height,
        start: load.startMinute * 60,
        stepSeconds: 60,
        unit: 'requests/s',
        color: terminal.color,
      });
      return `${curveSummaryText(summary, facts)}\n\n${drawing}`;
    },
    csv: () => {
      if (summary.gapMinutes > 0)
        output.note(`${summary.gapMinutes} minutes of unknown load have no row`);
      return formatCurve(minutesAsCurve(load, source));
    },
  });
}
