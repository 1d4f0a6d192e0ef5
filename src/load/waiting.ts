/**
 * Arrivals that are due and wait for a connection, first come first served: a ring of
 * columns, since a server that stalls makes thousands wait.
 */
export class Waiting {
  #intended = new Float64Array(FIRST_SIZE);
  #numbers = new Float64Array(FIRST_SIZE);
  #released = new Float64Array(FIRST_SIZE);
  #idle = new Float64Array(FIRST_SIZE);
  #head = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /**
   * Returns false, and takes nothing, when too many wait.
   *
   * @param intended when it was due, in milliseconds of the run
   * @param n the arrival's number
   * @param released when the thread came to it
   * @param idle how long the thread had been idle by then, in milliseconds
   */
  push(intended: number, n: number, released: number, idle: number): boolean {
    if (this.#length === MOST_WAITING) return false;
    if (this.#length === this.#intended.length) this.#grow();
    const at = (this.#head + this.#length++) & (this.#intended.length - 1);
    this.#intended[at] = intended;
    this.#numbers[at] = n;
    this.#released[at] = released;
    this.#idle[at] = idle;
    return true;
  }

  /** Of the first, as `push` took them; only while there is one. */
  get intended(): number {
    return this.#intended[this.#head];
  }

  get n(): number {
    return this.#numbers[this.#head];
  }

  get released(): number {
    return this.#released[this.#head];
  }

  get idle(): number {
    return this.#idle[this.#head];
  }

  shift(): void {
    this.#head = (this.#head + 1) & (this.#intended.length - 1);
    this.#length--;
  }

  #grow(): void {
    const size = this.#intended.length;
    const longer = (ring: Float64Array) => {
      const next = new Float64Array(2 * size);
      next.set(ring.subarray(this.#head));
      next.set(ring.subarray(0, this.#head), size - this.#head);
      return next;
    };
    this.#intended = longer(this.#intended);
    this.#numbers = longer(this.#numbers);
    this.#released = longer(this.#released);
    this.#idle = longer(this.#idle);
    this.#head = 0;
  }
}

/** A power of two, as are its doubles. */
const FIRST_SIZE = 1024;

/** A thread's backlog: 4 MB, and more than ten seconds of what one thread can send. */
const MOST_WAITING = 2 ** 18;
