import { shown } from '../../curve/shown.ts';
import { wrongAtColumn } from './wrong.ts';

/** A word of metric math. `column` counts from 1. */
export type Token = { readonly text: string; readonly column: number } & (
  | { readonly kind: 'name' | 'sign' | 'end' }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly content: string }
);

/** The words of an expression, the last of them its end. Throws a `PlimsollError` at what is none. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const column = match.index + 1;
    const { name, number, string, sign, stray } = match.groups ?? {};
    if (name !== undefined) found.push({ kind: 'name', text: name, column });
    if (sign !== undefined) found.push({ kind: 'sign', text: sign, column });
    if (number !== undefined)
      found.push({ kind: 'number', text: number, column, value: Number(number) });
    if (string !== undefined)
      found.push({ kind: 'string', text: string, column, content: string.slice(1, -1) });
    if (stray !== undefined) throw wrongAtColumn(column, whatIsStray(stray));
  }
  return [...found, { kind: 'end', text: '', column: text.trimEnd().length + 1 }];
}

function whatIsStray(stray: string): string {
  if (/['"]/.test(stray)) return `the string ${shown(stray)} has no end: close it with ${stray[0]}`;
  if (/[“”‘’]/.test(stray)) return `${shown(stray)} is a typographic quotation mark: write " or '`;
  if (stray === '=') return '"=" means nothing here: "==" compares';
  return `${shown(stray)} means nothing here: remove it`;
}

/** A string keeps its backslashes: a search reads them itself. */
const WORD =
  /(?<name>[A-Za-z_]\w*)|(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(?<sign>==|!=|<=|>=|&&|\|\||[-+*/^<>(),[\]])|(?<stray>['"][\s\S]*|\S)/gu;
