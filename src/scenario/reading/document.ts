import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import type { Path } from '../../model/json/path.ts';
import { oneLine } from './one-line.ts';
import { firstFew } from './problems.ts';

/** A YAML text as plain data, which still knows its lines. */
export interface TextDocument {
  readonly value: unknown;
  /** The line, from 1, on which the value at `path` begins; for what is missing, the line of what lacks it. */
  lineOf(path: Path): number;
}

/**
 * Reads YAML 1.2 (and so JSON).
 *
 * Throws `bad-file` for what is no YAML: the first syntax error only, since the
 * others mostly follow from it, but every key that is given twice.
 *
 * @param wanted what to give instead of a file that is no text at all
 */
export function readDocument(
  text: string,
  source: string,
  wanted = 'a scenario in YAML',
): TextDocument {
  if (isBinary(text))
    throw new PlimsollError('bad-file', `${source}: is not text in UTF-8: give ${wanted}`);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false, // our own message names both lines
    logLevel: 'error', // what is below an error comes back too, and is printed by nobody
  });
  const lineAt = (offset: number) => Math.max(1, lines.linePos(offset).line);
  const wrong = (offset: number, sentence: string) =>
    `${source}:${lineAt(offset)}: ${oneLine(sentence)}`;

  // A warning is a tag nobody resolves (`!Ref`): left alone it would quietly become text.
  const [syntaxError] = [...document.errors, ...document.warnings];
  if (syntaxError !== undefined) {
    throw new PlimsollError('bad-file', wrong(syntaxError.pos[0], explain(syntaxError)));
  }
  const mistakes = [
    ...repeatedKeys(document, lineAt).map(({ offset, says }) => wrong(offset, says)),
    ...aliasesOfNothing(document).map(({ offset, says }) => wrong(offset, says)),
  ];
  if (mistakes.length > 0) throw new PlimsollError('bad-file', firstFew(mistakes));
  return { value: plain(document, source), lineOf: (path) => lineAt(offsetOf(document, path)) };
}

/** A byte that is no text becomes U+FFFD when a file is read as UTF-8; NUL is in no text. */
function isBinary(text: string): boolean {
  return text.includes('\u0000') || text.includes('\ufffd');
}

function explain({ code, message }: { readonly code: string; readonly message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins: keep one a file';
  return `is not YAML: ${message}`;
}

interface Mistake {
  readonly offset: number;
  readonly says: string;
}

function repeatedKeys(document: Document, lineAt: (offset: number) => number): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Map(_, map) {
      const firstOffsets = new Map<string, number>();
      for (const { key } of map.items) {
        const name = keyName(key);
        const first = firstOffsets.get(name);
        if (first === undefined) firstOffsets.set(name, startOf(key));
        else {
          const says = `key ${shown(name)} is given twice, first on line ${lineAt(first)}: keep one`;
          mistakes.push({ offset: startOf(key), says });
        }
      }
    },
  });
  return mistakes;
}

function aliasesOfNothing(document: Document): Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const says = `*${alias.source} is the name of nothing above it: put &${alias.source} before what it stands for`;
      mistakes.push({ offset: startOf(alias), says });
    },
  });
  return mistakes;
}

function plain(document: Document, source: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // The parser's guard against aliases that multiply into gigabytes.
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlimsollError('bad-file', `${source}: ${reason}`);
  }
}

function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node);
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => keyName(item.key) === String(key));
      if (pair === undefined) break;
      offset = startOf(pair.key);
      node = pair.value;
    } else if (isSeq(node) && typeof key === 'number' && key < node.items.length) {
      node = node.items[key];
      offset = startOf(node);
    } else break;
  }
  return offset;
}

function keyName(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(node: unknown): number {
  return (isNode(node) ? node.range?.[0] : undefined) ?? 0;
}
