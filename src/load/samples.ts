/**
 * Microseconds, one after the other; a column, since some ten thousand come a second.
 * What is longer than the column holds, 4,294 s, counts as that.
 */
export class Samples {
  #values = new Uint32Array(1024);
  #length = 0;

  pushMs(ms: number): void {
    if (this.#length === this.#values.length) {
      const longer = new Uint32Array(2 * this.#length);
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[this.#length++] = Math.min(LONGEST_US, Math.max(0, Math.round(ms * 1000)));
  }

  /** What was pushed since the last time, as an array of its own that another thread may take. */
  take(): Uint32Array {
    const taken = this.#values.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }
}

const LONGEST_US = 2 ** 32 - 1;
