/** Instance-minutes by their utilization, in bins of a tenth of a percent that keep their own mean. */
export class UtilizationTally {
  readonly #weights = new Float64Array(BINS + 1);
  readonly #sums = new Float64Array(BINS + 1);

  /** @param percent 0 … 100 */
  add(percent: number, instances: number): void {
    const bin = (percent * (BINS / 100)) | 0;
    this.#weights[bin] += instances;
    this.#sums[bin] += instances * percent;
  }

  /** NaN where nothing was added. */
  mean(): number {
    return total(this.#sums) / total(this.#weights);
  }

  /** The utilization that a share of instance-minutes does not exceed, to a bin; NaN where nothing was added. */
  quantile(share: number): number {
    let left = share * total(this.#weights);
    for (let bin = 0; bin <= BINS; bin++) {
      left -= this.#weights[bin];
      if (left <= 0 && this.#weights[bin] > 0) return this.#sums[bin] / this.#weights[bin];
    }
    return Number.NaN;
  }
}

const BINS = 1000;

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
