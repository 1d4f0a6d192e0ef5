import { tell } from './stderr.ts';

/** One line that moves on a terminal's stderr; elsewhere it says nothing but what `tell` is told. */
export class MovingLine {
  readonly #shows: boolean;
  readonly #quiet: boolean;
  #shown = '';

  constructor(quiet: boolean) {
    this.#quiet = quiet;
    this.#shows = process.stderr.isTTY === true && !quiet;
  }

  show(line: string): void {
    if (!this.#shows || line === this.#shown) return;
    this.#shown = line;
    process.stderr.write(`\r\u001b[K${line}`);
  }

  /** What must be known where no line moves too: there it is a line of its own. */
  tell(line: string): void {
    if (this.#shows) this.show(line);
    else if (!this.#quiet) tell(line);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown !== '') process.stderr.write('\r\u001b[K');
    this.#shown = '';
  }
}
