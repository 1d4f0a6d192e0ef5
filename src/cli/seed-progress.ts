import type { Delivery } from '../predict/seed/delivery.ts';
import { seedProgressLine } from '../report/seed-result.ts';

/** How far a delivery is: a line that moves on a terminal's stderr; elsewhere nothing. */
export class SeedProgress {
  readonly #shows: boolean;
  #shown = '';

  constructor(quiet: boolean) {
    this.#shows = process.stderr.isTTY === true && !quiet;
  }

  show(delivery: Delivery): void {
    if (!this.#shows) return;
    const line = seedProgressLine(delivery);
    if (line === this.#shown) return;
    this.#shown = line;
    process.stderr.write(`\r\u001b[K${line}`);
  }

  /** Takes the line away. */
  end(): void {
    if (this.#shown !== '') process.stderr.write('\r\u001b[K');
    this.#shown = '';
  }
}
