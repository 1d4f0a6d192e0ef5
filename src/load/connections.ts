import type { Connection, ConnectionOwner, Exchange, Wire } from './connection.ts';
import { Http1Connection } from './http1-connection.ts';
import { Http2Connection } from './http2-connection.ts';
import { Lane } from './lane.ts';
import type { Address } from './target.ts';

/**
 * The connections of a thread: reused in turn, made when none is free, and never all
 * at once.
 *
 * The addresses take turns, so that each gets its share, and so do the open connections
 * of an address, so that each stays warm. A new one is made when none to this address is
 * free, or when another address has more, up to its share of the number allowed, while
 * fewer than a quarter of that number are being made (to each address the fewer the more
 * streams they carry): a server that comes back meets no storm. One that could not be
 * made rests for 20 ms, twice as long after each further failure up to a second, with half of it by
 * chance, so that they do not come back in step; where there are others its address is
 * left alone for as long, and then tried with one.
 */
export class Connections {
  readonly #make: (address: Address) => Connection;
  readonly #count: number;
  /** Altogether, and to one address. */
  readonly #mostMaking: number;
  readonly #mostMakingEach: number;
  #lanes = new Map<string, Lane>();
  #inTurn: readonly Lane[] = [];
  #turn = 0;
  readonly #leaving = new Set<Connection>();
  /** In the order in which they were taken. */
  readonly #underWay = new Set<Exchange>();
  #open = 0;

  /** @param count how many there may be at a time */
  constructor(owner: ConnectionOwner, wire: Wire, addresses: readonly Address[], count: number) {
    const { streams } = wire;
    this.#make = (address) =>
      streams === undefined
        ? new Http1Connection(owner, wire, address)
        : new Http2Connection(owner, wire, address, streams);
    this.#count = count;
    this.#mostMaking = Math.max(10, Math.ceil(count / 4));
    this.#mostMakingEach = Math.ceil(this.#mostMaking / (streams ?? 1));
    this.#spread(addresses);
  }

  get openCount(): number {
    return this.#open;
  }

  /** For a request; undefined when none is to be had now. */
  take(now: number): Exchange | undefined {
    const lanes = this.#inTurn;
    for (let i = 0; i < lanes.length; i++) {
      const at = (this.#turn + i) % lanes.length;
      const connection = this.#takeFrom(lanes[at], now);
      if (connection === undefined) continue;
      this.#turn = at + 1;
      const exchange = connection.take();
      connection.busy++;
      if (connection.isOpen) lanes[at].put(connection);
      this.#underWay.add(exchange);
      return exchange;
    }
    return undefined;
  }

  /** Back from a request that ended well, or was written. */
  giveBack(exchange: Exchange): void {
    const { connection } = exchange;
    this.#free(exchange);
    if (connection.isLeaving) this.#endIfIdle(connection);
    else this.#laneOf(connection).put(connection);
  }

  /** Back from an attempt to connect that failed. */
  rest(exchange: Exchange, now: number): void {
    const { connection } = exchange;
    this.#free(exchange);
    if (connection.isLeaving) {
      this.#endIfIdle(connection);
      return;
    }
    connection.restsUntil = now + restAfter(connection.refusals++);
    const lane = this.#laneOf(connection);
    lane.rest(connection);
    if (this.#inTurn.length > 1) lane.shunnedUntil = now + restAfter(lane.refusals++);
  }

  /** The connection is made, and its request written. */
  made({ connection }: Exchange): void {
    this.#settle(connection);
  }

  opened({ address }: Connection): void {
    this.#open++;
    const lane = this.#lanes.get(address.address);
    if (lane !== undefined) lane.refusals = 0;
  }

  shut(): void {
    this.#open--;
  }

  widened(connection: Connection): void {
    this.#settle(connection);
    if (!connection.isLeaving) this.#laneOf(connection).put(connection);
  }

  /** Lets those go on that have rested. */
  wake(now: number): void {
    for (const lane of this.#inTurn) lane.wake(now);
  }

  /** Those that were taken so long ago. */
  overdue(takenBefore: number): Exchange[] {
    const overdue: Exchange[] = [];
    for (const exchange of this.#underWay) {
      if (exchange.takenAt >= takenBefore) break;
      overdue.push(exchange);
    }
    return overdue;
  }

  /**
   * From now on the load goes to these addresses, each its share: connections to others,
   * and those above an address's share, end after what they have under way; new ones
   * are made where there are too few.
   */
  moveTo(addresses: readonly Address[]): void {
    const before = this.#inTurn.reduce((sum, { made }) => sum + made, 0);
    this.#spread(addresses);
    const share = Math.max(1, Math.floor(before / this.#inTurn.length));
    for (const lane of this.#inTurn) this.#leave(lane.shrink(Math.min(lane.allowed, share)));
  }

  async end(): Promise<void> {
    const members = this.#inTurn.flatMap((lane) => [...lane.members]);
    await Promise.all([...members, ...this.#leaving].map((connection) => connection.end()));
  }

  #takeFrom(lane: Lane, now: number): Connection | undefined {
    const another = this.#isShort(lane) ? this.#another(lane, now) : undefined;
    return another ?? lane.next() ?? this.#another(lane, now);
  }

  /** Whether others have more connections than it, beyond a tenth. */
  #isShort({ made }: Lane): boolean {
    return this.#inTurn.some((other) => made < Math.ceil(EVEN * other.made));
  }

  /** One that is to be made, where that is allowed now. */
  #another(lane: Lane, now: number): Connection | undefined {
    const most = lane.refusals > 0 && this.#inTurn.length > 1 ? 1 : this.#mostMakingEach;
    if (now < lane.shunnedUntil || lane.making.size >= most) return undefined;
    if (this.#inTurn.reduce((sum, { making }) => sum + making.size, 0) >= this.#mostMaking)
      return undefined;
    // Those that leave are still there.
    if (this.#leaving.size > 0 && this.#existing() >= this.#count) return undefined;
    return lane.another();
  }

  #existing(): number {
    return this.#inTurn.reduce((sum, { made }) => sum + made, this.#leaving.size);
  }

  #free(exchange: Exchange): void {
    this.#underWay.delete(exchange);
    exchange.connection.busy--;
    this.#settle(exchange.connection);
  }

  /** It is being made until it is known what it can carry. */
  #settle(connection: Connection): void {
    if (connection.isOpen && !connection.isSettled) return;
    this.#lanes.get(connection.address.address)?.making.delete(connection);
  }

  #laneOf({ address }: Connection): Lane {
    const lane = this.#lanes.get(address.address);
    if (lane === undefined) throw new Error(`no lane to ${address.address}`);
    return lane;
  }

  /** Lanes to these addresses, each with its share of the connections that are allowed. */
  #spread(addresses: readonly Address[]): void {
    const before = this.#lanes;
    this.#lanes = new Map(
      addresses.map((address) => [
        address.address,
        before.get(address.address) ?? new Lane(address, this.#make),
      ]),
    );
    for (const [address, lane] of before)
      if (!this.#lanes.has(address)) this.#leave(lane.shrink(0));
    this.#inTurn = [...this.#lanes.values()];
    const { length } = this.#inTurn;
    this.#inTurn.forEach((lane, i) => {
      lane.allowed = Math.floor(this.#count / length) + (i < this.#count % length ? 1 : 0);
    });
  }

  #leave(connections: readonly Connection[]): void {
    for (const connection of connections) {
      connection.isLeaving = true;
      this.#leaving.add(connection);
      this.#endIfIdle(connection);
    }
  }

  #endIfIdle(connection: Connection): void {
    if (connection.busy > 0) return;
    void connection.end().then(() => this.#leaving.delete(connection));
  }
}

/** Milliseconds. */
function restAfter(refusals: number): number {
  const rest = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** refusals);
  return rest * (0.5 + Math.random() / 2);
}

/** An address with so much of what another has has as many. */
const EVEN = 0.9;
const FIRST_REST_MS = 20;
const LONGEST_REST_MS = 1000;
