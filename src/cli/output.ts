import type { JSONValue } from '@jmespath-community/jmespath';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions, OutputFormat } from './global-options.ts';
import { tell } from './stderr.ts';

/** A result and the ways to show it; only what is asked for is rendered. */
interface Result {
  /** What `--output json` prints, as `JSON.stringify` does; `--query` and `--output text` work on the same. */
  readonly value: unknown;
  readonly table: (terminal: Terminal) => string;
  /** The whole file, or its rows, whose keys are the header. */
  readonly csv: () => string | readonly Readonly<Record<string, unknown>>[];
}

interface Terminal {
  /** Characters a line. */
  readonly width: number;
  readonly color: boolean;
}

export interface Output {
  /** Writes a result to stdout in the format asked for. */
  readonly write: (result: Result) => Promise<void>;
  /** Tells the user something on stderr, unless `--quiet`. */
  readonly note: (text: string) => void;
}

/**
 * Looks at the options once, before any work is done: a wrong `--query` shall
 * not be found out at the end of it. Throws a `PlimsollError` (`usage`).
 */
export async function openOutput(options: GlobalOptions): Promise<Output> {
  const format = formatOf(options);
  const select = options.query === undefined ? undefined : await compileQuery(options.query);
  return {
    write: async (result) => {
      const picked = select === undefined ? result : { ...result, value: select(result.value) };
      const text = await render(picked, format, options);
      process.stdout.write(text === '' || text.endsWith('\n') ? text : `${text}\n`);
    },
    note: (text) => {
      if (options.quiet !== true) tell(text);
    },
  };
}

function formatOf({ output, query }: GlobalOptions): OutputFormat {
  const format = output ?? (process.stdout.isTTY ? 'table' : 'json');
  if (query === undefined) return format;
  if (format === 'csv')
    throw new PlimsollError('usage', '--query picks from JSON; use it with --output json or text');
  // What a query picks has no table of its own.
  return format === 'table' ? 'json' : format;
}

async function compileQuery(query: string): Promise<(value: unknown) => JSONValue> {
  const { compile, TreeInterpreter } = await import('@jmespath-community/jmespath');
  const attempt = <Value>(evaluate: () => Value): Value => {
    try {
      return evaluate();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new PlimsollError('usage', `--query ${JSON.stringify(query)}: ${reason}`);
    }
  };
  const expression = attempt(() => compile(query));
  return (value) => attempt(() => TreeInterpreter.search(expression, asJson(value)));
}

async function render(
  result: Result,
  format: OutputFormat,
  options: GlobalOptions,
): Promise<string> {
  switch (format) {
    case 'json':
      return JSON.stringify(result.value, null, 2);
    case 'text': {
      const { formatText } = await import('./text-format.ts');
      return formatText(asJson(result.value));
    }
    case 'csv': {
      const csv = result.csv();
      if (typeof csv === 'string') return csv;
      const { stringify } = await import('csv-stringify/sync');
      return stringify([...csv], { header: true, cast: { boolean: String } });
    }
    case 'table':
      return result.table({ width: process.stdout.columns ?? 100, color: wantsColor(options) });
  }
}

/** The value as it reads back from JSON: without what is undefined, NaN as null. */
function asJson(value: unknown): JSONValue {
  return JSON.parse(JSON.stringify(value)) as JSONValue;
}

/** https://no-color.org: any value of NO_COLOR but the empty one means no. */
function wantsColor({ color }: GlobalOptions): boolean {
  if (color !== 'auto') return color === 'always';
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && (NO_COLOR ?? '') === '' && TERM !== 'dumb';
}
