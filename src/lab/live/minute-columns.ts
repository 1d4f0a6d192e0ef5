/** What policies must know of a group besides its metrics, minute by minute; they grow. */
export class MinuteColumns {
  /** Instances warmed up, a mean over the minute. */
  warm = new Float64Array(0);
  /** Healthy targets, a mean over the minute. */
  healthy = new Float64Array(0);
  /** Instances in service at the minute's end. */
  inService = new Int32Array(0);
  #end = 0;

  /** Minutes that nobody wrote are as the last one before them. */
  write(minute: number, { warm, healthy, inService }: MinuteOfGroup): void {
    if (minute >= this.warm.length) this.#grow(2 * minute + 1);
    for (let at = Math.min(minute, this.#end); at <= minute; at++) {
      this.warm[at] = warm;
      this.healthy[at] = healthy;
      this.inService[at] = inService;
    }
    this.#end = Math.max(this.#end, minute + 1);
  }

  #grow(length: number): void {
    this.warm = grown(this.warm, new Float64Array(length));
    this.healthy = grown(this.healthy, new Float64Array(length));
    this.inService = grown(this.inService, new Int32Array(length));
  }
}

export interface MinuteOfGroup {
  readonly warm: number;
  readonly healthy: number;
  readonly inService: number;
}

/** @param longer of the same kind, and longer */
export function grown<Numbers extends Float64Array | Int32Array>(
  numbers: Numbers,
  longer: Numbers,
): Numbers {
  longer.set(numbers);
  return longer;
}
