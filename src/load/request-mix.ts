/** One request as it goes out. */
export interface LoadRequest {
  /** Its share of the load, against the weights of the others; above 0. */
  readonly weight: number;
  readonly method: string;
  /** From the slash on, with its query. */
  readonly path: string;
  /** Name, value, name, value. */
  readonly headers: readonly string[];
  readonly body: Uint8Array | null;
}

/**
 * Which request an arrival sends: drawn by its weight from the seed and the arrival's
 * number alone, so that every division into shards sends the same ones.
 */
export class RequestMix {
  readonly requests: readonly LoadRequest[];
  readonly #seed: number;
  readonly #upTo: Float64Array;

  /** @param requests one or more */
  constructor(requests: readonly LoadRequest[], seed: number) {
    this.requests = requests;
    this.#seed = seed;
    const total = requests.reduce((sum, { weight }) => sum + weight, 0);
    let sum = 0;
    this.#upTo = Float64Array.from(requests, ({ weight }) => {
      sum += weight;
      return sum / total;
    });
  }

  pick(n: number): LoadRequest {
    if (this.requests.length === 1) return this.requests[0];
    const draw = scramble(n, this.#seed);
    let low = 0;
    // Sums of shares may end a little below 1: what is drawn above is the last's.
    let high = this.requests.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (draw < this.#upTo[middle]) high = middle;
      else low = middle + 1;
    }
    return this.requests[low];
  }
}

/**
 * A number in [0, 1) from a counter: Chris Wellons' lowbias32 over both halves.
 * Source: github.com/skeeto/hash-prospector.
 */
function scramble(n: number, seed: number): number {
  const high = mix32(Math.floor(n / 2 ** 32) ^ Math.floor(seed / 2 ** 32));
  return mix32((n ^ seed ^ high) | 0) / 2 ** 32;
}

function mix32(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
