import { parseDecimal } from '../decimal.ts';
import { A_DURATION, parseDuration } from '../duration.ts';
import { shown } from '../shown.ts';
import type { Wrong } from './wrong.ts';

/** A word of the shape language. */
export type Token = { readonly text: string; readonly column: number } & (
  | { readonly kind: 'name' | 'sign' | 'end' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'duration'; readonly seconds: number }
);

/** The words of a text, the last of them its end. Throws what `wrong` makes. */
export function tokens(text: string, wrong: Wrong): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const column = match.index + 1;
    const { name, numeral, sign, stray } = match.groups ?? {};
    if (name !== undefined) found.push({ kind: 'name', text: name, column });
    if (sign !== undefined) found.push({ kind: 'sign', text: sign, column });
    if (numeral !== undefined) found.push(quantity(numeral, column, wrong));
    if (stray !== undefined) throw wrong(column, `${shown(stray)} means nothing here; remove it`);
  }
  return [...found, { kind: 'end', text: '', column: text.trimEnd().length + 1 }];
}

function quantity(text: string, column: number, wrong: Wrong): Token {
  const value = parseDecimal(text);
  if (Number.isFinite(value)) return { kind: 'number', text, column, value };
  const seconds = parseDuration(text);
  if (Number.isFinite(seconds)) return { kind: 'duration', text, column, seconds };
  throw wrong(
    column,
    `${shown(text)} is neither a number nor a duration; give a number such as 1500, or ${A_DURATION}`,
  );
}

/** A numeral takes all letters that touch it, so that `5min` is one mistake; a sign before it belongs to it. */
const WORD =
  /(?<name>[A-Za-z_]\w*)|(?<numeral>-?(?:\d|\.\d)(?:(?<=\d[eE])[+-](?=\d)|[\w.])*)|(?<sign>[+*(),=[\]])|(?<stray>\S)/gu;
