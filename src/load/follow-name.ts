import type { LookedUp, LookUp } from './look-up.ts';
import { type Address, areLoopback } from './target.ts';

/** What became of a name while a load goes to it. */
export type NameNews =
  | { readonly kind: 'moved'; readonly addresses: readonly Address[] }
  /** The plan said that the load stays on this machine, and the name no longer does. */
  | { readonly kind: 'left-loopback'; readonly addresses: readonly Address[] }
  /** It could not be looked up: the load stays where it is. */
  | { readonly kind: 'unknown'; readonly code: string };

/**
 * Looks a name up again whenever its TTL is over, so once a process, and tells what is
 * new. Where the plan was for this machine alone, addresses elsewhere are told of as
 * `left-loopback` and never as `moved`.
 */
export class FollowedName {
  /** Rejects with what the listener throws, after which nothing is looked up any more. */
  readonly failed: Promise<never>;
  readonly #lookUp: LookUp;
  readonly #isLoopback: boolean;
  readonly #tell: (news: NameNews) => void;
  #addresses: readonly Address[];
  /** So that what goes on is told once. */
  #lastTold = '';
  #timer: NodeJS.Timeout | undefined;
  readonly #ended = new AbortController();
  #fail: (error: unknown) => void = () => {};

  /** @param first what the plan was made with */
  constructor(
    lookUp: LookUp,
    first: LookedUp & { readonly at: number },
    tell: (news: NameNews) => void,
  ) {
    this.#lookUp = lookUp;
    this.#addresses = first.addresses;
    this.#isLoopback = areLoopback(first.addresses);
    this.#tell = tell;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {});
    const ageMs = Date.now() - first.at;
    if (first.ttlSeconds === 0) void this.#look();
    else this.#lookIn(Math.max(0, first.ttlSeconds * 1000 - ageMs));
  }

  /** Looks nothing up any more, and waits for no answer. */
  end(): void {
    this.#ended.abort();
    clearTimeout(this.#timer);
  }

  #lookIn(ms: number): void {
    if (this.#ended.signal.aborted || ms === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => void this.#look(), ms);
  }

  async #look(): Promise<void> {
    const signal = this.#ended.signal;
    const found = await this.#lookUp(signal).catch(whyNot);
    if (signal.aborted) return;
    try {
      if ('code' in found) this.#once({ kind: 'unknown', ...found });
      else this.#hear(found.addresses);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#lookIn('code' in found ? AGAIN_MS : Math.max(SHORTEST_MS, found.ttlSeconds * 1000));
  }

  #hear(addresses: readonly Address[]): void {
    if (this.#isLoopback && !areLoopback(addresses)) {
      this.#once({ kind: 'left-loopback', addresses });
      return;
    }
    this.#lastTold = '';
    if (isSame(addresses, this.#addresses)) return;
    this.#addresses = addresses;
    this.#tell({ kind: 'moved', addresses });
  }

  #once(news: NameNews): void {
    const what = JSON.stringify(news);
    if (what === this.#lastTold) return;
    this.#lastTold = what;
    this.#tell(news);
  }
}

function whyNot({ code = 'no reason given' }: NodeJS.ErrnoException): { readonly code: string } {
  return { code };
}

function isSame(some: readonly Address[], others: readonly Address[]): boolean {
  const names = (list: readonly Address[]) =>
    list
      .map(({ address }) => address)
      .sort()
      .join();
  return names(some) === names(others);
}

/** A record that holds for no time at all is looked up each second. */
const SHORTEST_MS = 1000;
/** After a look-up that failed. */
const AGAIN_MS = 5000;
