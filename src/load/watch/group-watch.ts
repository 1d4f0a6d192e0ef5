import { performance } from 'node:perf_hooks';
import { type GroupSample, GroupSamples } from './group-sample.ts';
import type { GroupSource, LookFailure } from './group-source.ts';

/** Hears what a watch finds. */
export interface WatchListener {
  sample(sample: GroupSample): void;
  /** A call that failed, told the first time. */
  failed(failure: LookFailure): void;
}

/**
 * Looks at a group again and again beside a run, one question at a time. It never ends a
 * run nor holds it up: a question has a deadline, and one that fails is counted.
 */
export class GroupWatch {
  readonly #source: GroupSource;
  readonly #everyMs: number;
  readonly #listener: WatchListener;
  readonly #samples: GroupSamples;
  readonly #stopped = new AbortController();
  readonly #told = new Set<string>();
  #startAt = 0;
  /** Milliseconds on the run's clock from which on nothing but a last look is taken. */
  #lastMs = Number.POSITIVE_INFINITY;
  #wake: () => void = () => {};
  #slowness = 1;
  #balancerMs = Number.NEGATIVE_INFINITY;
  #done: Promise<void> = Promise.resolve();

  constructor(source: GroupSource, everySeconds: number, listener: WatchListener) {
    this.#source = source;
    this.#everyMs = 1000 * everySeconds;
    this.#listener = listener;
    this.#samples = new GroupSamples(source.group);
  }

  /** @param startAt when the run begins, milliseconds since the epoch: the first look is then */
  start(startAt: number): void {
    this.#startAt = startAt;
    this.#done = this.#run();
  }

  /** Goes on for so long, looks a last time, and ends. */
  async finish(afterSeconds: number): Promise<void> {
    this.#lastMs = this.#now() + 1000 * afterSeconds;
    this.#wake();
    await this.#done;
  }

  /** Ends at once, or as soon as what was asked is given up. */
  stop(): void {
    this.#stopped.abort();
    this.#wake();
  }

  async #run(): Promise<void> {
    await this.#until(0);
    while (!this.#stopped.signal.aborted) {
      const isLast = this.#now() >= this.#lastMs;
      await this.#look(isLast);
      if (isLast) return;
      const step = this.#slowness * this.#everyMs;
      await this.#until(step * (Math.floor(this.#now() / step) + 1));
    }
  }

  async #look(isLast: boolean): Promise<void> {
    const at = this.#now();
    const isBalancerAsked = isLast || at >= this.#balancerMs + BALANCER_EVERY_MS;
    if (isBalancerAsked) this.#balancerMs = at;
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(DEADLINE_MS)]);
    const look = await this.#source.look({ signal, isBalancerAsked });
    if (this.#stopped.signal.aborted) return;
    this.#listener.sample(this.#samples.sample(look, at / 1000, this.#now() / 1000));
    for (const failure of look.failures) this.#tell(failure);
    const isThrottled = look.failures.some((failure) => failure.isThrottled);
    this.#slowness = isThrottled ? Math.min(SLOWEST, 2 * this.#slowness) : 1;
  }

  #tell(failure: LookFailure): void {
    if (this.#told.has(failure.call)) return;
    this.#told.add(failure.call);
    this.#listener.failed(failure);
  }

  /** Waits until then on the run's clock, or for the last look, or for the end. */
  async #until(ms: number): Promise<void> {
    const due = () => Math.min(ms, this.#lastMs) - this.#now();
    while (due() > 0 && !this.#stopped.signal.aborted)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(LONGEST_TIMER_MS, due()));
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
  }

  /** Milliseconds since the run's start. */
  #now(): number {
    return performance.timeOrigin + performance.now() - this.#startAt;
  }
}

/** Node's timers hold no more than 2^31 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How long one look may take. */
const DEADLINE_MS = 10_000;
/** CloudWatch has a datapoint a minute, and charges for each metric that is asked for. */
const BALANCER_EVERY_MS = 60_000;
/** While AWS says that it is asked too often, one looks up to so many times more rarely. */
const SLOWEST = 16;
