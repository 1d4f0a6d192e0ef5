import { nearest } from '../nearest.ts';
import { shown } from '../shown.ts';
import { type Argument, Arguments, type Value } from './arguments.ts';
import { KINDS } from './kinds.ts';
import type { Shape } from './shape.ts';
import { type Token, tokens } from './tokens.ts';
import { type Wrong, wrongIn } from './wrong.ts';

/**
 * Reads the shape language, by recursive descent; docs/shapes.md has its grammar.
 *
 * Throws a `PlimsollError` (`usage`) at the first mistake: one line with its
 * column, the value and the cure, as in `shape:23: unknown argument "pek" of flash
 * (did you mean "peak"?)`.
 *
 * @param source what messages call the text
 */
export function parseShape(text: string, source = 'shape'): Shape {
  const wrong = wrongIn(source);
  const reader = new Reader(tokens(text, wrong), wrong);
  if (reader.peek().kind === 'end')
    throw wrong(1, 'is empty; give a shape such as diurnal(mean=400, peak=900)');
  const shape = readSum(reader, 0);
  if (reader.peek().kind !== 'end') throw reader.expected('"+", "*" or the end');
  return shape;
}

function readSum(reader: Reader, depth: number): Shape {
  const { column } = reader.peek();
  const terms = [readProduct(reader, depth)];
  while (reader.takes('+')) terms.push(readProduct(reader, depth));
  if (terms.length === 1) return terms[0];
  const factor = terms.find(isFactor);
  if (factor !== undefined)
    throw reader.wrong(
      factor.column,
      'noise and weekly are factors and cannot be added; multiply what they change, as in 100 * noise(sd=0.05)',
    );
  return { kind: 'sum', column, terms };
}

/** Whether it holds nothing but factors: to add one would add about 1 request per second, which nobody means. */
function isFactor(shape: Shape): boolean {
  if (shape.kind === 'product') return shape.factors.every(isFactor);
  return shape.kind === 'noise' || shape.kind === 'weekly';
}

function readProduct(reader: Reader, depth: number): Shape {
  const { column } = reader.peek();
  const factors = [readFactor(reader, depth)];
  while (reader.takes('*')) factors.push(readFactor(reader, depth));
  return factors.length === 1 ? factors[0] : { kind: 'product', column, factors };
}

function readFactor(reader: Reader, depth: number): Shape {
  const token = reader.peek();
  if (token.kind === 'name') return readCall(reader);
  if (token.kind === 'number') {
    reader.skip();
    return { kind: 'constant', column: token.column, rate: token.value };
  }
  if (!reader.takes('(')) throw reader.expected('a shape, a number or "("');
  if (depth === DEEPEST)
    throw reader.wrong(
      token.column,
      `more than ${DEEPEST} parentheses in one another; remove some`,
    );
  const inner = readSum(reader, depth + 1);
  reader.take(')', '"+", "*" or ")"');
  return inner;
}

function readCall(reader: Reader): Shape {
  const { text: name, column } = reader.peek();
  const kind = KINDS.get(name);
  if (kind === undefined) {
    const known = [...KINDS.keys()];
    const meant = nearest(name, known);
    const hint = meant === undefined ? `known: ${known.join(', ')}` : `did you mean "${meant}"?`;
    throw reader.wrong(column, `unknown shape ${shown(name)} (${hint})`);
  }
  reader.skip();
  reader.take('(', `"(" after ${name}, as in ${kind.example}`);
  const given = new Map<string, Argument>();
  if (!reader.takes(')')) {
    do readArgument(reader, name, kind.parameters, given);
    while (reader.takes(','));
    reader.take(')', '"," or ")"');
  }
  return { ...kind.read(new Arguments(name, column, kind.example, given, reader.wrong)), column };
}

/** `name=value`; the first may go without its name. */
function readArgument(
  reader: Reader,
  shape: string,
  parameters: readonly string[],
  given: Map<string, Argument>,
): void {
  const { kind, text: name, column } = reader.peek();
  if (kind !== 'name') {
    if (given.size > 0)
      throw reader.expected(`the name of an argument of ${shape} (${parameters.join(', ')})`);
    given.set(parameters[0], { column, value: readValue(reader) });
    return;
  }
  if (!parameters.includes(name)) {
    const meant = nearest(name, parameters);
    const hint =
      meant === undefined ? `known here: ${parameters.join(', ')}` : `did you mean "${meant}"?`;
    throw reader.wrong(column, `unknown argument ${shown(name)} of ${shape} (${hint})`);
  }
  if (given.has(name))
    throw reader.wrong(column, `argument "${name}" of ${shape} is given twice; keep one`);
  reader.skip();
  reader.take('=', `"=" after ${name}`);
  given.set(name, { column, value: readValue(reader) });
}

function readValue(reader: Reader): Value {
  const token = reader.peek();
  if (token.kind === 'number' || token.kind === 'duration') {
    reader.skip();
    return token;
  }
  if (!reader.takes('['))
    throw reader.expected('a number, a duration or a list such as [100, 200]');
  const values: number[] = [];
  do {
    const item = reader.peek();
    if (item.kind !== 'number') throw reader.expected('a number of the list');
    values.push(item.value);
    reader.skip();
  } while (reader.takes(','));
  reader.take(']', '"," or "]"');
  return { kind: 'list', values };
}

/** The words of a text, one after the other. */
class Reader {
  readonly wrong: Wrong;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[], wrong: Wrong) {
    this.#tokens = tokens;
    this.wrong = wrong;
  }

  peek(): Token {
    return this.#tokens[this.#at];
  }

  skip(): void {
    this.#at++;
  }

  /** Steps over the sign if it comes next. */
  takes(sign: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== 'sign' || text !== sign) return false;
    this.skip();
    return true;
  }

  take(sign: string, expected: string): void {
    if (!this.takes(sign)) throw this.expected(expected);
  }

  expected(what: string) {
    const { kind, text, column } = this.peek();
    return this.wrong(
      column,
      `expected ${what}, found ${kind === 'end' ? 'the end' : shown(text)}`,
    );
  }
}

/** Each level of parentheses is one of the stack. */
const DEEPEST = 100;
