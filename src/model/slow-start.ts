/**
 * The load balancer's slow start: the share of a new target grows linearly from
 * nothing to a full one. It does not apply while every target is new.
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

  add(id: number, now: number): void {
    if (this.#seconds > 0) this.#started.set(id, now);
  }

  remove(id: number): void {
    this.#started.delete(id);
  }

  /** Whether some target still has less than a full share. */
  isRamping(now: number): boolean {
    if (this.#started.size === 0) return false;
    for (const [id, start] of this.#started) {
      if (now - start < this.#seconds) return true;
      this.#started.delete(id);
    }
    return false;
  }

  /** How many full targets these make at a moment. */
  effective(healthy: number, now: number): number {
    if (!this.isRamping(now) || this.#started.size >= healthy) return healthy;
    let lacking = 0;
    for (const start of this.#started.values()) {
      lacking += Math.max(0, 1 - (now - start) / this.#seconds);
    }
    return healthy - lacking;
  }
}
