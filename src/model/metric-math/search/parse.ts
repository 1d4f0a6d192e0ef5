import { shown } from '../../../curve/shown.ts';
import type { Wrong } from '../wrong.ts';
import type { Condition, Search } from './search.ts';
import { tokenize } from './tokenize.ts';

/**
 * Reads what stands between the single quotes of a `SEARCH`: a schema
 * `{Namespace,DimensionName…}`, terms, or both.
 *
 * A term is a word, found by its tokens, or `"in double quotes"`, found exactly, with
 * `property=` before it or without. Terms side by side must all be found; `OR`, `AND`,
 * `NOT` and parentheses combine them, `NOT` binding tightest and `OR` loosest (an
 * assumption; AWS's examples use parentheses). In double quotes, `" \ ( )` are written with a
 * backslash.
 *
 * Throws what `wrong` makes at the first mistake.
 *
 * Source: Amazon CloudWatch user guide, "CloudWatch search expression syntax".
 */
export function parseSearch(text: string, wrong: Wrong): Search {
  if (text.length > LONGEST)
    throw wrong(1, `the search has ${text.length} characters: AWS takes ${LONGEST} at most`);
  const reader = new Reader(words(text, wrong), wrong);
  const schema = reader.takes('{') ? readSchema(reader) : undefined;
  reader.takes(',');
  const condition = reader.peek().kind === 'end' ? undefined : readOr(reader, 0);
  if (reader.peek().kind !== 'end') throw reader.expected('a term, AND, OR or the end');
  if (schema === undefined && condition === undefined)
    throw wrong(1, 'the search is empty: give {Namespace,DimensionName}, a term or both');
  return { ...(schema && { schema }), ...(condition && { condition }) };
}

/** Source: the same page, "Search expression limits". */
const LONGEST = 1024;

function readSchema(reader: Reader): NonNullable<Search['schema']> {
  const names: string[] = [];
  do {
    const { kind, content } = reader.peek();
    if (kind !== 'word' && kind !== 'quoted') throw reader.expected('a namespace or a dimension');
    reader.skip();
    names.push(content);
  } while (reader.takes(','));
  if (!reader.takes('}')) throw reader.expected('"," or "}"');
  const [namespace, ...dimensions] = names;
  return { namespace, dimensions };
}

function readOr(reader: Reader, depth: number): Condition {
  const all = [readAnd(reader, depth)];
  while (reader.takesWord('OR')) all.push(readAnd(reader, depth));
  return all.length === 1 ? all[0] : { kind: 'or', all };
}

function readAnd(reader: Reader, depth: number): Condition {
  const all = [readNot(reader, depth)];
  while (reader.takesWord('AND') || reader.isAtTerm()) all.push(readNot(reader, depth));
  return all.length === 1 ? all[0] : { kind: 'and', all };
}

function readNot(reader: Reader, depth: number): Condition {
  if (depth > DEEPEST)
    throw reader.wrong(reader.peek().column, `more than ${DEEPEST} levels: remove some`);
  if (reader.takesWord('NOT')) return { kind: 'not', condition: readNot(reader, depth + 1) };
  if (!reader.takes('(')) return readTerm(reader);
  const inner = readOr(reader, depth + 1);
  if (!reader.takes(')')) throw reader.expected('a term, AND, OR or ")"');
  return inner;
}

/** Each level is one of the stack. */
const DEEPEST = 100;

function readTerm(reader: Reader): Condition {
  const first = readWord(reader);
  if (!reader.takes('=')) return conditionOf(first);
  if (first.content.startsWith(':'))
    throw reader.wrong(first.column, `${shown(first.content)} searches other accounts: remove it`);
  return conditionOf(readWord(reader), first.content);
}

function readWord(reader: Reader): Word {
  const word = reader.peek();
  const isTerm = word.kind === 'quoted' || (word.kind === 'word' && !OPERATORS.has(word.content));
  if (!isTerm) throw reader.expected('a term such as MetricName="CPUUtilization"');
  reader.skip();
  return word;
}

function conditionOf({ kind, content }: Word, property?: string): Condition {
  const of = property === undefined ? {} : { property };
  if (kind === 'quoted') return { kind: 'exact', ...of, value: content };
  return { kind: 'partial', ...of, term: tokenize(content) };
}

interface Word {
  readonly kind: 'word' | 'quoted' | 'sign' | 'end';
  readonly content: string;
  readonly column: number;
}

function words(text: string, wrong: Wrong): readonly Word[] {
  const found: Word[] = [];
  for (const { groups = {}, index } of text.matchAll(WORD)) {
    const column = index + 1;
    const { quoted, sign, word, stray } = groups;
    if (quoted !== undefined)
      found.push({
        kind: 'quoted',
        content: quoted.slice(1, -1).replace(/\\(.)/gsu, '$1'),
        column,
      });
    if (sign !== undefined) found.push({ kind: 'sign', content: sign, column });
    if (word !== undefined) found.push({ kind: 'word', content: word, column });
    if (stray !== undefined) throw wrong(column, `${shown(stray)} has no end: close it with "`);
  }
  return [...found, { kind: 'end', content: '', column: text.trimEnd().length + 1 }];
}

const WORD =
  /(?<quoted>"(?:[^"\\]|\\[\s\S])*")|(?<sign>[{}(),=])|(?<word>[^\s"{}(),=]+)|(?<stray>"[\s\S]*)/gu;

/** Case matters: `and` is a term like any other. */
const OPERATORS = new Set(['AND', 'OR', 'NOT']);

class Reader {
  readonly wrong: Wrong;
  readonly #words: readonly Word[];
  #at = 0;

  constructor(words: readonly Word[], wrong: Wrong) {
    this.#words = words;
    this.wrong = wrong;
  }

  peek(): Word {
    return this.#words[this.#at];
  }

  skip(): void {
    this.#at++;
  }

  takes(sign: string): boolean {
    return this.#takesAny('sign', sign);
  }

  takesWord(word: string): boolean {
    return this.#takesAny('word', word);
  }

  /** Whether a term, or what may begin one, comes next. */
  isAtTerm(): boolean {
    const { kind, content } = this.peek();
    if (kind === 'word') return content === 'NOT' || !OPERATORS.has(content);
    return kind === 'quoted' || (kind === 'sign' && content === '(');
  }

  expected(what: string) {
    const { kind, content, column } = this.peek();
    return this.wrong(
      column,
      `expected ${what} in the search, found ${kind === 'end' ? 'its end' : shown(content)}`,
    );
  }

  #takesAny(kind: Word['kind'], content: string): boolean {
    const next = this.peek();
    if (next.kind !== kind || next.content !== content) return false;
    this.skip();
    return true;
  }
}
