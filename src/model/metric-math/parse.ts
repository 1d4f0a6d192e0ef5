import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import type { Expression, Operator } from './expression.ts';
import { isFunction, isOutOfReach, NAMES } from './functions.ts';
import { type Token, tokens } from './tokens.ts';
import { wrongAtColumn } from './wrong.ts';

/**
 * Reads a metric math expression, by recursive descent.
 *
 * From the loosest to the tightest: `OR ||`, `AND &&`, comparisons, `+ -`, `* /`,
 * unary minus, `^`. AWS names the operators but not which binds tighter: here as in
 * mathematics, `^` from the right, all others from the left (an assumption). A name
 * in upper case is a function's, one that begins in lower case another query's Id.
 *
 * Throws a `PlimsollError` (`usage`) at the first mistake: `column 5: unknown
 * function "avg": write AVG, in upper case`. What only the other queries can tell
 * (an unknown Id, a scalar where a series is wanted) is found by `kindOf`.
 *
 * Source: Amazon CloudWatch user guide, "Using metric math", "Metric math syntax
 * and functions".
 */
export function parseExpression(text: string): Expression {
  const reader = new Reader(tokens(text));
  if (reader.peek().kind === 'end')
    throw wrongAtColumn(1, 'is empty: give an expression such as m1 / m2');
  const expression = readOperations(reader, 0, 0);
  if (reader.peek().kind !== 'end') throw reader.expected('an operator or the end');
  return expression;
}

/** Operators that associate from the left, a row a level, loosest first. */
const LEVELS: readonly ReadonlyMap<string, Operator>[] = [
  new Map([
    ['OR', 'OR'],
    ['||', 'OR'],
  ]),
  new Map([
    ['AND', 'AND'],
    ['&&', 'AND'],
  ]),
  signs('==', '!=', '<', '<=', '>', '>='),
  signs('+', '-'),
  signs('*', '/'),
];

function signs(...operators: Operator[]): ReadonlyMap<string, Operator> {
  return new Map(operators.map((operator) => [operator, operator]));
}

function readOperations(reader: Reader, level: number, depth: number): Expression {
  if (level === LEVELS.length) return readMinus(reader, depth);
  let left = readOperations(reader, level + 1, depth);
  for (;;) {
    const { text, column, kind } = reader.peek();
    const operator = kind === 'string' ? undefined : LEVELS[level].get(text);
    if (operator === undefined) return left;
    reader.skip();
    const right = readOperations(reader, level + 1, depth);
    left = { kind: 'operation', operator, left, right, column };
  }
}

function readMinus(reader: Reader, depth: number): Expression {
  const { column } = reader.peek();
  if (!reader.takes('-')) return readPower(reader, depth);
  refuseDepth(depth, column);
  return { kind: 'minus', operand: readMinus(reader, depth + 1), column };
}

function readPower(reader: Reader, depth: number): Expression {
  const left = readValue(reader, depth);
  const { column } = reader.peek();
  if (!reader.takes('^')) return left;
  refuseDepth(depth, column);
  return { kind: 'operation', operator: '^', left, right: readMinus(reader, depth + 1), column };
}

function readValue(reader: Reader, depth: number): Expression {
  const token = reader.peek();
  const { column } = token;
  refuseDepth(depth, column);
  if (token.kind === 'name') return readName(reader, depth);
  reader.skip();
  if (token.kind === 'number') return { kind: 'number', value: token.value, column };
  if (token.kind === 'string') return { kind: 'string', content: token.content, column };
  if (token.text === '(') {
    const inner = readOperations(reader, 0, depth + 1);
    reader.take(')', 'an operator or ")"');
    return inner;
  }
  if (token.text === '[') {
    return { kind: 'list', items: readItems(reader, ']', depth), column };
  }
  reader.back();
  throw reader.expected('a number, an Id, a function, "(" or "["');
}

function readName(reader: Reader, depth: number): Expression {
  const { text: name, column } = reader.peek();
  reader.skip();
  if (reader.takes('(')) {
    if (!isFunction(name)) throw wrongAtColumn(column, whyNoFunction(name));
    return { kind: 'call', name, args: readItems(reader, ')', depth), column };
  }
  if (/^[a-z]/.test(name)) return { kind: 'id', id: name, column };
  if (isFunction(name) || WORDS.has(name)) return { kind: 'word', word: name, column };
  throw wrongAtColumn(column, whyNoId(name));
}

/** What some functions take as an argument, beside the names of other functions. */
const WORDS = new Set(['REPEAT', 'LINEAR', 'ASC', 'DESC']);

function readItems(reader: Reader, end: string, depth: number): Expression[] {
  const items: Expression[] = [];
  if (reader.takes(end)) return items;
  do items.push(readOperations(reader, 0, depth + 1));
  while (reader.takes(','));
  reader.take(end, `an operator, "," or "${end}"`);
  return items;
}

function whyNoFunction(name: string): string {
  const upper = name.toUpperCase();
  if (isOutOfReach(upper))
    return `${upper} needs data that only AWS has: it is not supported; use functions such as AVG, FILL or IF`;
  if (isFunction(upper))
    return `unknown function ${shown(name)}: write ${upper}, functions are in upper case`;
  const meant = nearest(name, NAMES);
  const cure = meant === undefined ? `known are ${NAMES.join(', ')}` : `did you mean ${meant}?`;
  return `unknown function ${shown(name)}: ${cure}`;
}

function whyNoId(name: string): string {
  return `${shown(name)} is neither a function with its "(" nor an Id: an Id begins with a lowercase letter`;
}

/** Each level is one of the stack. */
function refuseDepth(depth: number, column: number): void {
  if (depth > DEEPEST)
    throw wrongAtColumn(column, `more than ${DEEPEST} levels in one another: remove some`);
}

const DEEPEST = 100;

/** The words of an expression, one after the other. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token {
    return this.#tokens[this.#at];
  }

  skip(): void {
    this.#at++;
  }

  back(): void {
    this.#at--;
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
    const lower = kind === 'name' && /^(?:and|or)$/i.test(text);
    const hint = lower ? `: write ${text.toUpperCase()}, in upper case` : '';
    const found = kind === 'end' ? 'the end' : shown(text);
    return wrongAtColumn(column, `expected ${what}, found ${found}${hint}`);
  }
}
