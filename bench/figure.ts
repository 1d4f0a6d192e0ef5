/** One figure of the benchmark: a ratio within this run, or a time. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** At most this, or at least. */
  readonly target: number;
  /** Default: `most`. */
  readonly bound?: 'most' | 'least';
  /** What the value is made of, for people. */
  readonly detail: string;
}

/** Measures one or more figures; `name` is what `npm run bench -- NAME` asks for. */
export interface Benchmark {
  readonly name: string;
  readonly run: () => Figure[] | Promise<Figure[]>;
}

export function isMet({ value, target, bound }: Figure): boolean {
  return bound === 'least' ? value >= target : value <= target;
}
