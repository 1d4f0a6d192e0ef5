/** One line that moves on a terminal's stderr; elsewhere it says nothing. */
export class MovingLine {
  readonly #shows: boolean;
  #shown = '';

  constructor(quiet: boolean) {
    this.#shows = process.stderr.isTTY === true && !quiet;
  }

  show(line: string): void {
    if (!this.#shows || line === this.#shown) return;
    this.#shown = line;
    process.stderr.write(`\r\u001b[K${line}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown !== '') process.stderr.write('\r\u001b[K');
    this.#shown = '';
  }
}
