/** How far a long work is, on one line of a terminal's stderr; elsewhere it says nothing. */
export class Progress {
  readonly #shows: boolean;
  readonly #total: number;
  readonly #what: string;
  #done = 0;

  constructor(what: string, total: number, quiet: boolean) {
    this.#what = what;
    this.#total = total;
    this.#shows = process.stderr.isTTY === true && !quiet;
  }

  /** One more is done; gives signals and timers their turn. */
  async step(): Promise<void> {
    this.#done++;
    if (this.#shows) process.stderr.write(`\r${this.#bar()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shows && this.#done > 0) process.stderr.write('\r\u001b[K');
  }

  #bar(): string {
    const full = Math.round((WIDTH * this.#done) / this.#total);
    return `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${this.#what} ${this.#done} of ${this.#total}`;
  }
}

const WIDTH = 24;
