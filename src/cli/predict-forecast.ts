import { type Command, Option } from 'commander';
import { PlimsollError } from '../error.ts';
import type { ForecasterName } from '../forecast/forecasters.ts';
import type { GlobalOptions } from './global-options.ts';
import { wholeNumber } from './option-values.ts';

interface PredictForecastOptions {
  readonly horizon: string;
  readonly history: string;
  readonly quantiles: string;
  readonly forecaster: ForecasterName;
  readonly at?: string;
  readonly fromAws?: boolean;
  readonly group?: string;
  readonly policy?: string;
  readonly watch?: string;
  readonly every: string;
  readonly looks: number;
  readonly score?: string;
}

/** Adds `plimsoll predict forecast`. */
export function predictForecast(predict: Command): void {
  predict
    .command('forecast')
    .description('forecast the next 48 hours of a load, from hourly sums as CloudWatch makes them')
    .argument('[history]', 'curve CSV of any step (timestamp,requests_per_second), or - for stdin')
    .option('--horizon <duration>', 'how far ahead', '48h')
    .option('--history <duration>', 'how far back it looks; AWS looks back 14 days', '14d')
    .option('--quantiles <list>', 'loads not exceeded with these probabilities', '0.5,0.9,0.95')
    .option('--at <time>', 'forecast as of this time; what came is shown beside it')
    .addOption(
      new Option('--forecaster <name>', 'ours, or one to compare it with')
        .choices(['plimsoll', 'seasonal-naive-24h', 'seasonal-naive-168h'])
        .default('plimsoll'),
    )
    .option('--from-aws', "AWS's own forecast of a policy instead, beside ours and what came")
    .option('--group <name>', 'with --from-aws: the Auto Scaling group')
    .option('--policy <name>', 'with --from-aws: its predictive scaling policy')
    .option('--watch <file>', 'with --from-aws: add each new forecast to this file, until Ctrl-C')
    .option('--every <duration>', 'with --watch: how often to look', '15m')
    .option(
      '--looks <number>',
      'with --watch: end after so many',
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
      Number.POSITIVE_INFINITY,
    )
    .option('--score <file>', 'hold the forecasts that --watch recorded against what came')
    .action(async (file: string | undefined, options: PredictForecastOptions, command: Command) => {
      await forecast(file, options, command);
    });
}

async function forecast(
  file: string | undefined,
  options: PredictForecastOptions,
  command: Command,
): Promise<void> {
  const global = command.optsWithGlobals<GlobalOptions>();
  const refuseBeside = (what: string, flags: readonly string[]) => {
    const given = flags.filter((flag) => command.getOptionValueSource(flag) === 'cli');
    if (file !== undefined)
      throw new PlimsollError('usage', `${what} reads no history: leave ${file} out`);
    if (given.length > 0)
      throw new PlimsollError(
        'usage',
        `${what} has no ${given.map((flag) => `--${dashed(flag)}`).join(', ')}: leave it out`,
      );
  };
  if (options.score !== undefined) {
    refuseBeside('--score', [...OF_HISTORY, ...OF_AWS]);
    const { scoreForecasts } = await import('./predict-forecast-score.ts');
    return await scoreForecasts(options.score, global);
  }
  if (options.fromAws === true) {
    refuseBeside(
      '--from-aws',
      options.watch === undefined ? [...OF_HISTORY, ...OF_WATCH] : OF_HISTORY,
    );
    const { forecastFromAws } = await import('./predict-forecast-aws.ts');
    return await forecastFromAws(options, global);
  }
  const stray = OF_AWS.find((flag) => command.getOptionValueSource(flag) === 'cli');
  if (stray !== undefined)
    throw new PlimsollError(
      'usage',
      `--${dashed(stray)} is for --from-aws: add that, or leave it out`,
    );
  if (file === undefined)
    throw new PlimsollError('usage', 'nothing to forecast: give a history, --from-aws or --score');
  await forecastLoad(file, options, global);
}

const OF_HISTORY = ['horizon', 'history', 'quantiles', 'forecaster', 'at'];
const OF_WATCH = ['every', 'looks'];
const OF_AWS = ['fromAws', 'group', 'policy', 'watch', ...OF_WATCH];

function dashed(flag: string): string {
  return flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

async function forecastLoad(
  file: string,
  options: PredictForecastOptions,
  global: GlobalOptions,
): Promise<void> {
  const { parseCurve } = await import('../curve/parse.ts');
  const { toHours } = await import('../curve/hours.ts');
  const { LEAST_HISTORY_HOURS } = await import('../forecast/cadence.ts');
  const { forecastFrom } = await import('../predict/forecast-from.ts');
  const { forecastRows, forecastText, forecastValue } = await import('../report/forecast.ts');
  const { openOutput } = await import('./output.ts');
  const { readInput } = await import('./input.ts');
  const { readHours, readTime } = await import('./option-times.ts');
  const { readProbabilities } = await import('./option-values.ts');

  const output = await openOutput(global);
  const settings = {
    horizon: readHours('--horizon', options.horizon, MOST_HOURS),
    history: readHours('--history', options.history, MOST_HOURS),
    quantiles: readProbabilities('--quantiles', options.quantiles),
    at: readTime('--at', options.at),
    forecaster: options.forecaster,
  };
  const { text, source } = await readInput(file);
  const result = forecastFrom(toHours(parseCurve(text, source)), settings);
  if (result.historyHours < LEAST_HISTORY_HOURS)
    output.note(
      `${source}: ${result.historyHours} known hours; AWS makes no forecast from fewer than ${LEAST_HISTORY_HOURS}`,
    );
  await output.write({
    value: forecastValue(result),
    table: ({ width, color }) => forecastText(result, { width, color }),
    csv: () => forecastRows(result),
  });
}

/** A year: more would be no forecast. */
const MOST_HOURS = 366 * 24;
