import { type Command, Option } from 'commander';
import { shown } from '../curve/shown.ts';
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
  readonly every?: string;
  readonly looks?: number;
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
    .addOption(
      new Option(
        '--from-aws',
        "AWS's own forecast of a policy instead, beside ours and what came",
      ).conflicts(OF_HISTORY),
    )
    .option('--group <name>', 'with --from-aws: the Auto Scaling group')
    .option('--policy <name>', 'with --from-aws: its predictive scaling policy')
    .option('--watch <file>', 'with --from-aws: add each new forecast to this file, until Ctrl-C')
    .option('--every <duration>', 'with --watch: how often to look (default: 15m)')
    .option(
      '--looks <number>',
      'with --watch: end after so many',
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
    )
    .addOption(
      new Option(
        '--score <file>',
        'hold the forecasts that --watch recorded against what came',
      ).conflicts([...OF_HISTORY, 'fromAws', ...OF_AWS]),
    )
    .action(async (file: string | undefined, options: PredictForecastOptions, command: Command) => {
      await forecast(file, options, command.optsWithGlobals<GlobalOptions>());
    });
}

const OF_HISTORY = ['horizon', 'history', 'quantiles', 'forecaster', 'at'];
const OF_AWS = ['group', 'policy', 'watch', 'every', 'looks'] as const;

async function forecast(
  file: string | undefined,
  options: PredictForecastOptions,
  global: GlobalOptions,
): Promise<void> {
  const { fromAws, score } = options;
  const isOfAws = fromAws === true || score !== undefined;
  const stray = OF_AWS.find((name) => options[name] !== undefined);
  if (!isOfAws && stray !== undefined)
    throw new PlimsollError('usage', `--${stray} is for --from-aws: add that, or leave it out`);
  if (isOfAws === (file !== undefined))
    throw new PlimsollError(
      'usage',
      isOfAws
        ? `${shown(file ?? '')} is a history, which --from-aws and --score do not read: leave it out`
        : 'nothing to forecast: give a history, --from-aws or --score',
    );
  if (score !== undefined) {
    const { scoreForecasts } = await import('./predict-forecast-score.ts');
    return await scoreForecasts(score, global);
  }
  if (file !== undefined) return await forecastLoad(file, options, global);
  const { forecastFromAws } = await import('./predict-forecast-aws.ts');
  await forecastFromAws(options, global);
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
