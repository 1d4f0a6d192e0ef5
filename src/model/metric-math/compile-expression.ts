import { shown } from '../../curve/shown.ts';
import { type Expression, type Operator, partsOf } from './expression.ts';
import { type AskingFunction, functionNamed } from './functions.ts';
import {
  KINDS,
  type Kind,
  type MetricFunction,
  negate,
  type Parameter,
} from './metric-function.ts';
import { operate } from './operators.ts';
import { parseSearch } from './search/parse.ts';
import type { MetricSource } from './source.ts';
import { isStatistic, STATISTICS } from './statistic.ts';
import type { Series, Span, Value } from './value.ts';
import { wrongAtColumn } from './wrong.ts';

/** An expression, or a part of one, ready to be evaluated. */
export interface Compiled {
  /** What it gives, known before there is data. */
  readonly kind: Kind;
  readonly evaluate: (context: Context) => Value;
}

/** What is at hand when an expression is evaluated. */
interface Context {
  /** Its period is that of the query whose expression this is. */
  readonly span: Span;
  readonly source: MetricSource;
  /** The value of another query. */
  readonly resultOf: (id: string) => Value;
  readonly periodOf: (id: string) => number;
}

/** What an expression may refer to. */
export interface Scope {
  /** What the query of this Id gives; undefined where there is none. */
  readonly kindOf: (id: string) => Kind | undefined;
  /** Ids of the queries that are metrics, in order. */
  readonly metrics: readonly string[];
}

/**
 * Makes an expression ready, and finds what is wrong with its types.
 *
 * Throws a `PlimsollError` (`usage`) at the first mistake, with its column: an
 * argument too few or of a wrong type, a number where series must come out.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Metric math syntax and
 * functions".
 *
 * @param scope every Id in the expression is known to it
 */
export function compileExpression(expression: Expression, scope: Scope): Compiled {
  const compiled = compile(expression, scope);
  if (compiled.kind === 'series' || compiled.kind === 'array') return compiled;
  const cure = compiled.kind === 'scalar' ? 'wrap it in TIME_SERIES()' : 'give an expression';
  throw wrongAtColumn(
    expression.column,
    `this gives ${KINDS[compiled.kind]}, but an expression must give time series: ${cure}`,
  );
}

function compile(expression: Expression, scope: Scope): Compiled {
  switch (expression.kind) {
    case 'number': {
      const { value } = expression;
      return { kind: 'scalar', evaluate: () => ({ kind: 'scalar', value }) };
    }
    case 'string':
      return { kind: 'string', evaluate: () => ({ kind: 'word', word: expression.content }) };
    case 'word':
      return { kind: 'word', evaluate: () => ({ kind: 'word', word: expression.word }) };
    case 'id': {
      const { id } = expression;
      return { kind: scope.kindOf(id) ?? 'series', evaluate: ({ resultOf }) => resultOf(id) };
    }
    case 'list':
      return compileList(expression.items, scope);
    case 'minus': {
      const operand = compileNumeric(expression.operand, 'the minus', scope);
      return { ...operand, evaluate: (context) => negate(operand.evaluate(context), context.span) };
    }
    case 'operation':
      return compileOperation(expression, scope);
    case 'call':
      return compileCall(expression, scope);
  }
}

/** `[m1, m2]`; arrays in it become part of it, as in `SUM([METRICS("4xx"), METRICS("5xx")])`. */
function compileList(items: readonly Expression[], scope: Scope): Compiled {
  const parts = items.map((item) => {
    const part = compile(item, scope);
    if (part.kind === 'series' || part.kind === 'array') return part;
    throw wrongAtColumn(item.column, `${KINDS[part.kind]} in [ ]: list time series only`);
  });
  const evaluate = (context: Context): Value => ({
    kind: 'array',
    all: parts.flatMap((part) => all(part.evaluate(context))),
  });
  return { kind: 'array', evaluate };
}

function compileOperation(
  { operator, left, right, column }: Expression & { readonly kind: 'operation' },
  scope: Scope,
): Compiled {
  const [a, b] = [left, right].map((side) => compileNumeric(side, shown(operator), scope));
  if (a.kind === 'array' && b.kind === 'array')
    throw wrongAtColumn(column, whyNoTwoArrays(operator));
  const kinds = [a.kind, b.kind];
  const kind = (['array', 'series'] as const).find((each) => kinds.includes(each)) ?? 'scalar';
  const evaluate = (context: Context) =>
    operate(operator, a.evaluate(context), b.evaluate(context), context.span);
  return { kind, evaluate };
}

function whyNoTwoArrays(operator: Operator): string {
  return `"${operator}" stands between several time series and several others: make one of them a single one, as with SUM()`;
}

function compileNumeric(expression: Expression, of: string, scope: Scope): Compiled {
  const compiled = compile(expression, scope);
  if (compiled.kind !== 'string' && compiled.kind !== 'word') return compiled;
  throw wrongAtColumn(
    expression.column,
    `${of} takes numbers and time series, not ${KINDS[compiled.kind]}: give an Id, a number or a function`,
  );
}

function compileCall(call: Call, scope: Scope): Compiled {
  const { name } = call;
  const known = functionNamed(name);
  if (known !== undefined) return compileFunction(call, known, scope);
  return ASKING[name as AskingFunction](call, scope);
}

type Call = Expression & { readonly kind: 'call' };

function compileFunction(call: Call, known: MetricFunction, scope: Scope): Compiled {
  countArguments(call, known.required, known.parameters.length);
  const args = call.args.map((arg, i) => {
    const compiled = compile(arg, scope);
    const parameter = known.parameters[i];
    if (!accepts(parameter, compiled.kind, arg))
      throw wrongAtColumn(
        arg.column,
        `argument ${i + 1} of ${call.name} is ${foundIn(arg, compiled.kind)}: give ${wanted(parameter)}`,
      );
    return compiled;
  });
  const kind = known.returns(args.map((arg) => arg.kind));
  const evaluate = (context: Context) =>
    known.apply(
      args.map((arg) => arg.evaluate(context)),
      context.span,
    );
  return { kind, evaluate };
}

function countArguments({ name, args, column }: Call, least: number, most: number): void {
  if (args.length >= least && args.length <= most) return;
  const count = least === most ? `${least}` : `${least} to ${most}`;
  throw wrongAtColumn(
    column,
    `${name} has ${args.length} argument${args.length === 1 ? '' : 's'}: give ${count}`,
  );
}

function accepts({ kinds, words = [] }: Parameter, kind: Kind, arg: Expression): boolean {
  return arg.kind === 'word' ? words.includes(arg.word) : kinds.includes(kind);
}

function foundIn(arg: Expression, kind: Kind): string {
  return arg.kind === 'word' ? shown(arg.word) : KINDS[kind];
}

function wanted({ kinds, words = [] }: Parameter): string {
  return [...kinds.map((kind) => KINDS[kind]), ...words].join(' or ');
}

/** The functions that ask for the other queries or for CloudWatch's metrics. */
const ASKING: Readonly<Record<AskingFunction, (call: Call, scope: Scope) => Compiled>> = {
  METRICS: compileMetrics,
  PERIOD: compilePeriod,
  SEARCH: compileSearch,
};

/** All metrics of the request, or those with the string in their Ids; no expressions. */
function compileMetrics(call: Call, scope: Scope): Compiled {
  const ids = idsOfMetrics(call, scope);
  const evaluate = ({ resultOf }: Context): Value => ({
    kind: 'array',
    all: ids.flatMap((id) => all(resultOf(id))),
  });
  return { kind: 'array', evaluate };
}

function idsOfMetrics(call: Call, { metrics }: Scope): readonly string[] {
  countArguments(call, 0, 1);
  const [part] = call.args;
  if (part === undefined) return metrics;
  if (part.kind !== 'string')
    throw wrongAtColumn(part.column, 'METRICS takes a part of the Ids, in quotation marks');
  return metrics.filter((id) => id.includes(part.content));
}

/**
 * A metric's period, or that of the series an expression makes, as AWS's blue/green
 * example of predictive scaling asks for (user guide, "Advanced predictive scaling policy").
 */
function compilePeriod(call: Call, { kindOf }: Scope): Compiled {
  countArguments(call, 1, 1);
  const [of] = call.args;
  if (of.kind !== 'id' || kindOf(of.id) === undefined)
    throw wrongAtColumn(of.column, 'PERIOD takes the Id of a query');
  const { id } = of;
  const evaluate = ({ periodOf, resultOf }: Context): Value => {
    const value = resultOf(id);
    const series = value.kind === 'series' ? value.series : all(value)[0];
    return { kind: 'scalar', value: series?.period ?? periodOf(id) };
  };
  return { kind: 'scalar', evaluate };
}

function compileSearch(call: Call): Compiled {
  countArguments(call, 2, 3);
  const [what, stat, period] = call.args;
  if (what.kind !== 'string')
    throw wrongAtColumn(what.column, `argument 1 of SEARCH is no string: give ${A_SEARCH}`);
  // The column after the quotation mark.
  const search = parseSearch(what.content, (column, problem) =>
    wrongAtColumn(what.column + column, problem),
  );
  if (stat.kind !== 'string' || !isStatistic(stat.content))
    throw wrongAtColumn(stat.column, `argument 2 of SEARCH is no statistic: give ${STATISTICS}`);
  if (period !== undefined && !(period.kind === 'number' && isPeriod(period.value)))
    throw wrongAtColumn(period.column, 'argument 3 of SEARCH is no period: give seconds, as 300');
  const evaluate = ({ source, span }: Context): Value => {
    const seconds = period?.kind === 'number' ? period.value : span.period;
    const found = source.search(search, stat.content, seconds);
    return {
      kind: 'array',
      all: found.map(({ label, values }) => ({ label, values, period: seconds })),
    };
  };
  return { kind: 'array', evaluate };
}

const A_SEARCH = `'{AWS/EC2,AutoScalingGroupName} MetricName="CPUUtilization"'`;

function isPeriod(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds > 0;
}

function all(value: Value): readonly Series[] {
  if (value.kind === 'series') return [value.series];
  return value.kind === 'array' ? value.all : [];
}

/** The Ids that an expression refers to, METRICS() written out, each with where. */
export function referencesIn(
  expression: Expression,
  metrics: readonly string[],
): readonly { readonly id: string; readonly column: number }[] {
  return [...partsOf(expression)].flatMap((part) => {
    if (part.kind === 'id') return [part];
    if (part.kind !== 'call' || part.name !== 'METRICS') return [];
    const [filter] = part.args;
    const ids =
      filter?.kind === 'string' ? metrics.filter((id) => id.includes(filter.content)) : metrics;
    return ids.map((id) => ({ id, column: part.column }));
  });
}
