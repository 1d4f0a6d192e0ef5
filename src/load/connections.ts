import { Connection, type ConnectionOwner } from './connection.ts';
import type { Address } from './target.ts';

/**
 * The connections of a thread: reused in turn, made when none is free, and never all
 * at once.
 *
 * Open ones are taken in turn, so that each stays warm and every address gets its
 * share. A new one is made when none is free, up to the number allowed, while fewer
 * than a quarter of them are being made: a server that comes back meets no storm. One
 * that could not be made rests for 20 ms, twice as long after each further failure up
 * to a second, with half of it by chance, so that they do not come back in step.
 */
export class Connections {
  readonly #all: Connection[];
  readonly #idle: Connection[] = [];
  #idleHead = 0;
  readonly #closed: Connection[];
  #resting: Connection[] = [];
  readonly #making = new Set<Connection>();
  readonly #mostMaking: number;
  #open = 0;

  /** @param count how many there may be at a time */
  constructor(
    owner: ConnectionOwner,
    origin: string,
    addresses: readonly Address[],
    count: number,
  ) {
    this.#all = Array.from(
      { length: count },
      (_, i) => new Connection(owner, origin, addresses[i % addresses.length]),
    );
    // The last is taken first.
    this.#closed = this.#all.toReversed();
    this.#mostMaking = Math.max(10, Math.ceil(count / 4));
  }

  get openCount(): number {
    return this.#open;
  }

  /** One for a request; undefined when none is to be had now. */
  take(): Connection | undefined {
    while (this.#idleHead < this.#idle.length) {
      const connection = this.#idle[this.#idleHead++];
      if (this.#idleHead > 1024) {
        this.#idle.splice(0, this.#idleHead);
        this.#idleHead = 0;
      }
      if (connection.isOpen) return connection;
      this.#closed.push(connection);
    }
    if (this.#making.size >= this.#mostMaking) return undefined;
    const connection = this.#closed.pop();
    if (connection !== undefined) this.#making.add(connection);
    return connection;
  }

  /** Back from a request that ended well, or on an open connection. */
  giveBack(connection: Connection): void {
    this.#making.delete(connection);
    if (connection.isOpen) this.#idle.push(connection);
    else this.#closed.push(connection);
  }

  /** Back from an attempt to connect that failed. */
  rest(connection: Connection, now: number): void {
    this.#making.delete(connection);
    const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** connection.refusals++);
    connection.restsUntil = now + rest * (0.5 + Math.random() / 2);
    this.#resting.push(connection);
  }

  /** The connection is made, and its request written. */
  made(connection: Connection): void {
    this.#making.delete(connection);
  }

  opened(): void {
    this.#open++;
  }

  shut(): void {
    this.#open--;
  }

  /** Lets those go on that have rested. */
  wake(now: number): void {
    if (this.#resting.length === 0) return;
    const rested = this.#resting.filter(({ restsUntil }) => restsUntil <= now);
    if (rested.length === 0) return;
    this.#resting = this.#resting.filter(({ restsUntil }) => restsUntil > now);
    this.#closed.push(...rested);
  }

  /** Those that took their request so long ago. */
  overdue(takenBefore: number): Connection[] {
    return this.#all.filter(({ isBusy, takenAt }) => isBusy && takenAt < takenBefore);
  }

  async end(): Promise<void> {
    await Promise.all(this.#all.map((connection) => connection.end()));
  }
}

const FIRST_REST_MS = 20;
const LONGEST_REST_MS = 1000;
