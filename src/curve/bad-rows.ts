import { PlimsollError } from '../error.ts';

/** Collects what is wrong with a file's rows: the first five in words, the rest as a number. */
export class BadRows {
  readonly #source: string;
  readonly #first: string[] = [];
  #count = 0;

  constructor(source: string) {
    this.#source = source;
  }

  add(line: number, problem: string): void {
    if (++this.#count <= SHOWN) this.#first.push(`${this.#source}:${line}: ${problem}`);
  }

  /** Throws a `PlimsollError` unless every row was good. */
  refuse(): void {
    if (this.#count === 0) return;
    const more = this.#count - this.#first.length;
    throw new PlimsollError(
      'bad-file',
      more > 0 ? [...this.#first, `and ${more} more`] : this.#first,
    );
  }
}

const SHOWN = 5;
