/**
 * The load balancer's slow start: the share of a new target grows linearly from
 * nothing to a full one. A target enters it only while there is another healthy one
 * that has left it, so that the first targets of a group begin at once.
 *
 * Source: Elastic Load Balancing user guide, "Slow start mode".
 */
export class SlowStart {
  readonly #seconds: number;
  /** When each target began, oldest first. */
  readonly #started = new Map<number, number>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  /** @param healthy targets, this one included */
  add(id: number, healthy: number, now: number): void {
    if (this.#seconds === 0) return;
    this.#forgetFinished(now);
    if (healthy - 1 > this.#started.size) this.#started.set(id, now);
  }

  remove(id: number): void {
    this.#started.delete(id);
  }

  /** Whether some target still has less than a full share. */
  isRamping(now: number): boolean {
    if (this.#started.size === 0) return false;
    this.#forgetFinished(now);
    return this.#started.size > 0;
  }

  /** How many full targets these make at a moment. */
  effective(healthy: number, now: number): number {
    let lacking = 0;
    for (const start of this.#started.values()) {
      lacking += Math.max(0, 1 - (now - start) / this.#seconds);
    }
    return Math.max(0, healthy - lacking);
  }

  #forgetFinished(now: number): void {
    for (const [id, start] of this.#started) {
      if (now - start < this.#seconds) return;
      this.#started.delete(id);
    }
  }
}
