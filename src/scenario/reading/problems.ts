import { type ErrorCode, PlimsollError } from '../../error.ts';
import { oneLine } from './one-line.ts';
import { nameOf, type Path } from './path.ts';

/** So many lines are read; after more of them people stop. */
const SHOWN = 5;

/** What is wrong with a scenario, gathered so that one run tells it all. */
export class Problems {
  readonly #source: string;
  readonly #lineOf: (path: Path) => number;
  readonly #here: Problem[] = [];
  readonly #elsewhere: Omit<Problem, 'line'>[] = [];
  #untold = 0;

  constructor(source: string, lineOf: (path: Path) => number) {
    this.#source = source;
    this.#lineOf = lineOf;
  }

  /** A problem of the value at `path`: the message is the value's name, then `says`. */
  of(path: Path, says: string, code: ErrorCode = 'bad-file'): void {
    this.at(path, `${nameOf(path)} ${says}`, code);
  }

  /** A problem at the line of `path`, told by a whole sentence. */
  at(path: Path, sentence: string, code: ErrorCode = 'bad-file'): void {
    const line = this.#lineOf(path);
    const text = `${this.#source}:${line}: ${oneLine(sentence)}`;
    // A value may be held against two shapes, and both may find the same.
    if (this.#here.some((other) => other.text === text)) return;
    this.#here.push({ line, text, code });
  }

  /** What is wrong with another file, which has said so itself; it comes last. */
  elsewhere(error: PlimsollError): void {
    for (const text of error.problems) {
      const rest = AND_MORE.exec(text)?.groups;
      if (rest === undefined) this.#elsewhere.push({ text, code: error.code });
      else this.#untold += Number(rest.count);
    }
  }

  /** How many were found so far. */
  get count(): number {
    return this.#here.length + this.#elsewhere.length;
  }

  /** The line of `path`, from 1, for a message that points to a second place. */
  line(path: Path): number {
    return this.#lineOf(path);
  }

  /**
   * Throws a `PlimsollError` when there is anything to tell: `not-supported` when
   * nothing but that is the matter, else `bad-file`.
   */
  throwIfAny(): void {
    const found = [...this.#here.toSorted((a, b) => a.line - b.line), ...this.#elsewhere];
    if (found.length === 0) return;
    const texts = found.map(({ text }) => text);
    const onlyUnbuilt = found.every(({ code }) => code === 'not-supported');
    throw new PlimsollError(
      onlyUnbuilt ? 'not-supported' : 'bad-file',
      firstFew(texts, this.#untold),
    );
  }
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

interface Problem {
  readonly line: number;
  readonly text: string;
  readonly code: ErrorCode;
}

const AND_MORE = /^and (?<count>\d+) more$/;
