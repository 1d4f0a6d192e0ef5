import { setTimeout as wait } from 'node:timers/promises';
import { PlimsollError } from '../error.ts';
import type { ForecastView } from '../predict/from-aws/view.ts';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';

export interface FromAwsOptions {
  readonly group?: string;
  readonly policy?: string;
  readonly watch?: string;
  readonly every?: string;
  readonly looks?: number;
}

/** AWS's forecast of a policy, once, or again and again into a file. */
export async function forecastFromAws(
  options: FromAwsOptions,
  global: GlobalOptions,
): Promise<void> {
  const { viewRows, viewText, viewValue } = await import('../report/forecast-view.ts');
  const { viewForecast } = await import('../predict/from-aws/view.ts');
  const { openOutput } = await import('./output.ts');
  const { readDuration } = await import('./option-times.ts');
  const { tell } = await import('./stderr.ts');

  const output = await openOutput(global);
  const { group, policy, watch, every = '15m', looks = Number.POSITIVE_INFINITY } = options;
  if (group === undefined || policy === undefined)
    throw new PlimsollError('usage', '--from-aws needs --group and --policy');
  if (watch === undefined && (options.every ?? options.looks) !== undefined)
    throw new PlimsollError(
      'usage',
      '--every and --looks are for --watch: add that, or leave them out',
    );
  const seconds = readDuration('--every', every) ?? 0;
  if (seconds < 1)
    throw new PlimsollError('usage', '--every 0s leaves no pause; give, for example, 15m');
  const { autoScaling } = await import('../aws/auto-scaling.ts');
  const { metricReader } = await import('../aws/metric-reader.ts');
  const aws = { desk: autoScaling(global), read: metricReader(global) };
  const look = () => viewForecast(aws, { group, policy }, Date.now() / 1000);

  const view =
    watch === undefined
      ? await look()
      : await watchForecasts(watch, look, {
          of: { group, policy },
          seconds,
          looks,
          note: output.note,
        });
  await output.write({
    value: viewValue(view),
    table: ({ width, color }) => viewText(view, { width, color }),
    csv: () => viewRows(view),
  });
  if (view.aws.isReady) return;
  // A watch has told it at each look.
  if (watch === undefined) tell(notReady(view));
  process.exitCode = ExitCode.Missed;
}

interface WatchSettings {
  readonly of: PolicyName;
  /** Between looks. */
  readonly seconds: number;
  readonly looks: number;
  readonly note: (text: string) => void;
}

/** Looks until there were enough looks or Ctrl-C, and keeps each new forecast; the last look. */
async function watchForecasts(
  path: string,
  look: () => Promise<ForecastView>,
  { of, seconds, looks, note }: WatchSettings,
): Promise<ForecastView> {
  const { recordOf } = await import('../predict/from-aws/forecast-record.ts');
  const { appendLine } = await import('./append-line.ts');
  const { Interruption } = await import('./interruption.ts');
  const unlock = await lockedForWatch(path);
  const interrupt = Interruption.watch();
  try {
    const known = await knownForecasts(path, of);
    let last = await look();
    for (let done = 1; ; done++) {
      const record = recordOf(last);
      if (record === undefined) note(notReady(last));
      else if (!known.has(record.updatedAt)) {
        await appendLine(path, JSON.stringify(record));
        known.add(record.updatedAt);
        note(`${path}: the forecast of ${record.updatedAt} is kept`);
      }
      if (done >= looks || interrupt.signal.aborted) return last;
      await wait(1000 * seconds, undefined, { signal: interrupt.signal }).catch(() => {});
      if (interrupt.signal.aborted) return last;
      last = await lookAgain(look, last, note);
    }
  } finally {
    interrupt.end();
    await unlock();
  }
}

/** Two that watch into one file would keep a forecast twice. Throws a `PlimsollError` (`bad-file`). */
async function lockedForWatch(path: string): Promise<() => Promise<void>> {
  const { lock } = await import('../journal/lock.ts');
  const { unwritable } = await import('./unwritable.ts');
  const held = await lock(`${path}.lock`).catch((error: unknown) => {
    throw unwritable(path, error);
  });
  if ('unlock' in held) return held.unlock;
  throw new PlimsollError(
    'bad-file',
    `${path}: process ${held.heldBy} is watching into this file: wait until it has ended, or name another`,
  );
}

/** What goes wrong once does not end a watch of days. */
async function lookAgain(
  look: () => Promise<ForecastView>,
  last: ForecastView,
  note: (text: string) => void,
): Promise<ForecastView> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    note(`${error.message}; looking again later`);
    return last;
  }
}

interface PolicyName {
  readonly group: string;
  readonly policy: string;
}

/**
 * When the forecasts that a file holds were made. Throws a `PlimsollError` where it holds
 * anything else, another policy's forecasts included.
 */
async function knownForecasts(path: string, of: PolicyName): Promise<Set<string>> {
  const { existsSync } = await import('node:fs');
  const { otherPolicy, parseRecords } = await import('../predict/from-aws/forecast-record.ts');
  const { readInput } = await import('./input.ts');
  if (!existsSync(path)) return new Set();
  const { text, source } = await readInput(path);
  const { records } = parseRecords(text, source);
  const other = otherPolicy(records, of);
  if (other !== undefined)
    throw new PlimsollError(
      'bad-file',
      `${source}: holds forecasts of ${other.policy} of ${other.group}; give each policy a file of its own`,
    );
  return new Set(records.map(({ updatedAt }) => updatedAt));
}

function notReady({ policy, group, aws }: ForecastView): string {
  const said = aws.isReady ? '' : aws.message;
  return `the forecast of ${policy} of ${group} is not ready yet (${said}): AWS makes it from 24 hours of the load metric that it can read, and what was put a day back may take 48 hours until it can; ask again later`;
}
