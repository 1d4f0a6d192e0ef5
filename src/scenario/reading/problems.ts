import { type ErrorCode, PlimsollError } from '../../error.ts';
import { nameOf, type Path } from '../../model/json/path.ts';
import { oneLine } from './one-line.ts';

/** So many lines are read; after more of them people stop. */
const SHOWN = 5;

/** What is wrong with a scenario, gathered so that one run tells it all. */
export class Problems {
  /** The scenario, and the files that stand in it. */
  readonly #sources: Source[];
  readonly #here: Problem[] = [];
  readonly #elsewhere: Omit<Problem, 'source' | 'line'>[] = [];
  readonly #told = new Set<PlimsollError>();
  #found = 0;
  #untold = 0;

  constructor(name: string, lineOf: (path: Path) => number) {
    this.#sources = [{ at: [], name, lineOf }];
  }

  /** Says that what stands at `at` is another file, with names and lines of its own. */
  mount(at: Path, name: string, lineOf: (path: Path) => number): void {
    this.#sources.push({ at, name, lineOf });
  }

  /** A problem of the value at `path`: the message is the value's name, then `says`. */
  of(path: Path, says: string, code: ErrorCode = 'bad-file'): void {
    const { rest, source } = this.#locate(path);
    const name = source === 0 ? nameOf(rest) : nameOf(rest, 'the file');
    this.at(path, `${name} ${says}`, code);
  }

  /** A problem at the line of `path`, told by a whole sentence. */
  at(path: Path, sentence: string, code: ErrorCode = 'bad-file'): void {
    const { source, name, line } = this.#locate(path);
    const text = `${name}:${line}: ${oneLine(sentence)}`;
    this.#found++;
    // A value may be held against two shapes, a file be named twice: both find the same.
    if (this.#here.some((other) => other.text === text)) return;
    this.#here.push({ source, line, text, code });
  }

  /** What is wrong with another file, which has said so itself; it comes last. */
  elsewhere(error: PlimsollError): void {
    this.#found++;
    if (this.#told.has(error)) return;
    this.#told.add(error);
    for (const text of error.problems) {
      const rest = AND_MORE.exec(text)?.groups;
      if (rest === undefined) this.#elsewhere.push({ text, code: error.code });
      else this.#untold += Number(rest.count);
    }
  }

  /** How often anything was found so far, the same thing again included. */
  get count(): number {
    return this.#found;
  }

  /** The line of `path` as a message about `from` points to it: `line 8`, or `line 8 of groups.json`. */
  line(path: Path, from: Path): string {
    const there = this.#locate(path);
    const isSameFile = there.name === this.#locate(from).name;
    return `line ${there.line}${isSameFile ? '' : ` of ${oneLine(there.name)}`}`;
  }

  /**
   * Throws a `PlimsollError` when there is anything to tell: `not-supported` when
   * nothing but that is the matter, else `bad-file`.
   */
  throwIfAny(): void {
    const inOrder = this.#here.toSorted((a, b) => a.source - b.source || a.line - b.line);
    const found = [...inOrder, ...this.#elsewhere];
    if (found.length === 0) return;
    const texts = found.map(({ text }) => text);
    const onlyUnbuilt = found.every(({ code }) => code === 'not-supported');
    throw new PlimsollError(
      onlyUnbuilt ? 'not-supported' : 'bad-file',
      firstFew(texts, this.#untold),
    );
  }

  #locate(path: Path) {
    const source = this.#sources.findLastIndex(({ at }) => isWithin(path, at));
    const { at, name, lineOf } = this.#sources[source];
    const rest = path.slice(at.length);
    return { source, name, rest, line: lineOf(rest) };
  }
}

function isWithin(path: Path, outer: Path): boolean {
  return outer.every((key, index) => path[index] === key);
}

/**
 * The problems that are told, and how many are not.
 *
 * @param untold how many there are beside these
 */
export function firstFew(texts: readonly string[], untold = 0): readonly string[] {
  const more = Math.max(0, texts.length - SHOWN) + untold;
  return more > 0 ? [...texts.slice(0, SHOWN), `and ${more} more`] : texts;
}

interface Source {
  readonly at: Path;
  readonly name: string;
  readonly lineOf: (path: Path) => number;
}

interface Problem {
  /** The scenario is 0, its files follow. */
  readonly source: number;
  readonly line: number;
  readonly text: string;
  readonly code: ErrorCode;
}

const AND_MORE = /^and (?<count>\d+) more$/;
