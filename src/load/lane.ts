import type { Connection } from './connection.ts';
import type { Address } from './target.ts';

/** The connections to one address: those that can take a request in turn, those to be made, those that rest. */
export class Lane {
  /** How many connections it may have. */
  allowed = 0;
  /** Attempts to connect that failed, one after the other. */
  refusals = 0;
  /** Milliseconds of the run until which no connection is tried, since one failed. */
  shunnedUntil = 0;
  readonly members = new Set<Connection>();
  readonly making = new Set<Connection>();
  readonly #make: () => Connection;
  readonly #listed: Connection[] = [];
  #head = 0;
  readonly #closed: Connection[] = [];
  #resting: Connection[] = [];
  #made = 0;

  constructor(address: Address, make: (address: Address) => Connection) {
    this.#make = () => make(address);
  }

  /** Connections that are open, or being made. */
  get made(): number {
    return this.#made;
  }

  /** An open one that can take a request; the one that has waited longest. */
  next(): Connection | undefined {
    while (this.#head < this.#listed.length) {
      const connection = this.#listed[this.#head++];
      if (this.#head > 1024) {
        this.#listed.splice(0, this.#head);
        this.#head = 0;
      }
      connection.isListed = false;
      if (connection.isLeaving) continue;
      if (connection.isOpen) return connection;
      if (connection.busy === 0) this.#shut(connection);
    }
    return undefined;
  }

  /** One that is to be made; undefined when it has all that it may have. */
  another(): Connection | undefined {
    const connection = this.#closed.pop() ?? this.#newMember();
    if (connection === undefined) return undefined;
    this.making.add(connection);
    this.#made++;
    return connection;
  }

  /** Takes back what has room for a request, or is to be made anew. */
  put(connection: Connection): void {
    if (connection.isListed) return;
    if (connection.isOpen) {
      if (connection.busy >= connection.capacity) return;
      connection.isListed = true;
      this.#listed.push(connection);
    } else if (connection.busy === 0) this.#shut(connection);
  }

  rest(connection: Connection): void {
    this.#made--;
    this.#resting.push(connection);
  }

  /** Lets those go on that have rested. */
  wake(now: number): void {
    if (this.#resting.length === 0) return;
    const rested = this.#resting.filter(({ restsUntil }) => restsUntil <= now);
    if (rested.length === 0) return;
    this.#resting = this.#resting.filter(({ restsUntil }) => restsUntil > now);
    this.#closed.push(...rested);
  }

  /** Takes out what it has above `most`: first those without a connection, then the idle ones. */
  shrink(most: number): Connection[] {
    if (this.members.size <= most) return [];
    const order = [...this.members].sort((a, b) => cost(a) - cost(b));
    const out = order.slice(0, this.members.size - most);
    for (const connection of out) this.#remove(connection);
    return out;
  }

  #remove(connection: Connection): void {
    this.members.delete(connection);
    const unused = [this.#closed, this.#resting].find((list) => list.includes(connection));
    if (unused === undefined) this.#made--;
    else unused.splice(unused.indexOf(connection), 1);
  }

  #shut(connection: Connection): void {
    this.#made--;
    this.#closed.push(connection);
  }

  #newMember(): Connection | undefined {
    if (this.members.size >= this.allowed) return undefined;
    const connection = this.#make();
    this.members.add(connection);
    return connection;
  }
}

/** What it costs to do without it. */
function cost({ isOpen, busy }: Connection): number {
  return busy > 0 ? 1 + busy : Number(isOpen);
}
