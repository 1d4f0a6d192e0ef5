import { type Command, Option } from 'commander';
import type { Curve } from '../curve/curve.ts';
import { PlimsollError } from '../error.ts';
import type { HistoryWindow } from '../predict/history/history-window.ts';
import type { Capacity } from '../predict/history/make-history.ts';
import type { Plan } from '../simulate/plan.ts';
import type { GlobalOptions } from './global-options.ts';
import { numberBetween, wholeNumber } from './option-values.ts';
import type { HistoryFormat } from './write-history.ts';

interface PredictHistoryOptions {
  readonly scenario: string;
  readonly curve?: string;
  readonly shape?: string;
  readonly days?: number;
  readonly for?: string;
  readonly capacity?: string;
  readonly strategy?: string;
  readonly noise: number;
  readonly trend: number;
  readonly special?: readonly string[];
  readonly seed?: number;
  readonly now?: string;
  readonly format: HistoryFormat;
  readonly namespace?: string;
  readonly group?: string;
  readonly out: string;
}

/** Adds `plimsoll predict history`. */
export function predictHistory(predict: Command): void {
  predict
    .command('history')
    .description('make a coherent history of a group: load, instances and utilisation, ending now')
    .requiredOption('--scenario <file>', 'whose service and group it is; YAML, or - for stdin')
    .option('--curve <file>', "curve CSV, or - for stdin (default: the scenario's curve)")
    .option('--shape <shape>', "a shape instead, such as 'diurnal(mean=400,peak=900)', or -")
    .option('--days <number>', 'how far back, 1 to 13 d 23 h (default: 13)', numberBetween(0, 1000))
    .option('--for <duration>', 'how far back otherwise, such as 36h or 13d22h')
    .option(
      '--capacity <rule>',
      'target=50, percent CPU, or fixed=6, instances (default: target=50)',
    )
    .option('--strategy <name>', 'capacity as this strategy of the scenario would have had it')
    .option('--noise <sd>', "standard deviation of the load's noise", numberBetween(0, 1), 0)
    .option('--trend <percent>', 'growth of the load a week', numberBetween(-99, 1000), 0)
    .option(
      '--special <day=factor>',
      'a day of UTC with another load, such as 2026-11-27=1.8; may be repeated',
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .option(
      '--seed <number>',
      "drives the noise (default: the scenario's)",
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
    )
    .option('--now <time>', 'the time that it ends at, to the hour (default: the clock)')
    .addOption(
      new Option('--format <format>', 'what to write; put-metric-data is for the AWS CLI')
        .choices(['csv', 'ndjson', 'put-metric-data'])
        .default('csv'),
    )
    .option('--namespace <name>', 'of put-metric-data: where the commands put it')
    .option('--group <name>', "of put-metric-data (default: the scenario's AutoScalingGroupName)")
    .option('-o, --out <file>', 'write it there, whole or not at all, and sum it up on stdout', '-')
    .action(async (options: PredictHistoryOptions, command: Command) => {
      await make(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function make(options: PredictHistoryOptions, global: GlobalOptions): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { DEFAULT_MEMORY_SECONDS } = await import('../curve/noise.ts');
  const { makeHistory } = await import('../predict/history/make-history.ts');
  const { summarizeHistory } = await import('../predict/history/history-summary.ts');
  const { datedChanges } = await import('../predict/history/replayed-group.ts');
  const { parseSpecialDay } = await import('../predict/history/special-day.ts');
  const { historyRow, historyText, historyValue, historyWarnings } = await import(
    '../report/history.ts'
  );
  const { chooseWriter } = await import('./write-history.ts');

  refuseContradictions(options, global);
  const output = await openOutput(global);
  const window = await readWindow(options);
  const capacity = await readCapacity(options);
  const specialDays = (options.special ?? []).map(parseSpecialDay);
  const plan = await readPlan(options.scenario);
  const write = chooseWriter(options, plan.groupName);
  const curve = await readCurve(options, plan, window);

  const made = makeHistory(curve, plan, {
    window,
    capacity,
    trendPercent: options.trend,
    specialDays,
    noise: { sd: options.noise, memorySeconds: DEFAULT_MEMORY_SECONDS },
    seed: options.seed ?? plan.seed,
  });
  const { history, ...origin } = made;
  const replayed = plan.strategies.find(({ name }) => name === options.strategy);
  const dated = replayed === undefined ? 0 : datedChanges(replayed);
  if (dated > 0)
    output.note(
      `${options.strategy}: ${dated} of its changes have a date of their own; they are replayed only where the history reaches it`,
    );
  if (origin.filledPeriods > 0)
    output.note(
      `${curve.source}: ${origin.filledPeriods} periods of 5 minutes are unknown; they were filled from the same hour of other weeks, else of other days`,
    );
  const { files, commands } = await write(history);
  const summary = summarizeHistory(
    history,
    capacity.kind === 'target' ? capacity.percent : undefined,
  );
  if (options.out === '-') {
    for (const warning of historyWarnings(summary)) output.note(warning);
    return;
  }
  const written = {
    source: curve.source,
    ...origin,
    capacity: inWords(capacity),
    format: options.format,
    files,
    commands,
  };
  await output.write({
    value: historyValue(summary, written),
    table: (terminal) => historyText(summary, written, made, terminal),
    csv: () => [historyRow(summary, written)],
  });
}

/** Two answers to one question, and what could not be honoured. */
function refuseContradictions(options: PredictHistoryOptions, global: GlobalOptions): void {
  const refuse = (problem: string) => new PlimsollError('usage', problem);
  const { curve, shape, scenario, days, capacity, strategy, out } = options;
  if (curve !== undefined && shape !== undefined)
    throw refuse('--curve and --shape both say what the load is; give one');
  if (days !== undefined && options.for !== undefined)
    throw refuse('--days and --for both say how long it is; give one');
  if (capacity !== undefined && strategy !== undefined)
    throw refuse('--capacity and --strategy both say how many instances there were; give one');
  if (scenario === '-' && (curve ?? shape) === '-')
    throw refuse('stdin holds one file; name the scenario, or the curve');
  if (out === '-' && (global.output ?? global.query) !== undefined)
    throw refuse(
      'the history goes to stdout, and --output and --query are for the summary; name a file with -o',
    );
}

async function readWindow({ days, for: span, now }: PredictHistoryOptions): Promise<HistoryWindow> {
  const { historyWindow } = await import('../predict/history/history-window.ts');
  const { readDuration, readTime } = await import('./option-times.ts');
  const end = readTime('--now', now) ?? Date.now() / 1000;
  const seconds = readDuration('--for', span);
  if (seconds !== undefined) return historyWindow(seconds / 3600, end, `--for ${span}`);
  const given = days ?? DEFAULT_DAYS;
  return historyWindow(24 * given, end, `--days ${given}`);
}

const DEFAULT_DAYS = 13;

async function readCapacity({ capacity, strategy }: PredictHistoryOptions): Promise<Capacity> {
  const { parseCapacityRule } = await import('../predict/history/capacity-rule.ts');
  if (strategy !== undefined) return { kind: 'strategy', name: strategy };
  return parseCapacityRule(capacity ?? 'target=50');
}

async function readPlan(scenario: string): Promise<Plan> {
  const { dirname } = await import('node:path');
  const { parseScenario } = await import('../scenario/parse.ts');
  const { readInput } = await import('./input.ts');
  const { text, source } = await readInput(scenario);
  const baseDir = scenario === '-' ? process.cwd() : dirname(scenario);
  return parseScenario(text, { baseDir, source });
}

/** The curve of a file, of a shape over the very window, or else the scenario's. */
async function readCurve(
  { curve, shape, seed }: PredictHistoryOptions,
  plan: Plan,
  { start, periods }: HistoryWindow,
): Promise<Curve> {
  const { minutesAsCurve } = await import('../curve/format.ts');
  const { parseCurve } = await import('../curve/parse.ts');
  const { parseShape } = await import('../curve/shape/parse.ts');
  const { sampleShape } = await import('../curve/shape/sample.ts');
  const { PERIOD_SECONDS } = await import('../predict/history/history.ts');
  const { readInput } = await import('./input.ts');
  if (curve !== undefined) {
    const { text, source } = await readInput(curve);
    return parseCurve(text, source);
  }
  if (shape === undefined) return minutesAsCurve(plan.load, plan.curve.source);
  const words = shape === '-' ? (await readInput('-')).text.trim() : shape;
  return sampleShape(parseShape(words), {
    startSeconds: start,
    seconds: periods * PERIOD_SECONDS,
    stepSeconds: PERIOD_SECONDS,
    seed: seed ?? plan.seed,
  });
}

function inWords(capacity: Capacity): string {
  switch (capacity.kind) {
    case 'target':
      return `target=${capacity.percent}`;
    case 'fixed':
      return `fixed=${capacity.instances}`;
    case 'strategy':
      return `strategy=${capacity.name}`;
  }
}
