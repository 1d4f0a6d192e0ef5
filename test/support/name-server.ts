import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, decode, encode } from 'dns-packet';
import type { TestContext } from 'vitest';

/** A name server on the loopback: one name, whose addresses a test changes. */
export class NameServer {
  /** When each question for A records came, in milliseconds since the epoch. */
  readonly asked: number[] = [];
  addresses: readonly string[] = [];
  /** Answers that it cannot. */
  isBroken = false;
  readonly #name: string;
  readonly #ttlSeconds: number;
  readonly #socket: Socket = createSocket('udp4');

  private constructor(name: string, ttlSeconds: number, addresses: readonly string[]) {
    this.#name = name;
    this.#ttlSeconds = ttlSeconds;
    this.addresses = addresses;
    this.#socket.on('message', (message, from) => this.#answer(message, from));
  }

  /** One for a test alone, ended with it. */
  static async of(
    { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
    name: string,
    ttlSeconds: number,
    addresses: readonly string[],
  ): Promise<NameServer> {
    const server = new NameServer(name, ttlSeconds, addresses);
    server.#socket.bind(0, '127.0.0.1');
    await once(server.#socket, 'listening');
    onTestFinished(() => {
      server.#socket.close();
    });
    return server;
  }

  /** As `--dns-server` takes it. */
  get place(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  #answer(message: Buffer, { port, address }: RemoteInfo): void {
    const { id, questions = [] } = decode(message);
    const [{ name, type } = { name: '', type: 'NULL' as const }] = questions;
    if (type === 'A') this.asked.push(Date.now());
    const isKnown = name.toLowerCase() === this.#name;
    const answers: Answer[] =
      isKnown && !this.isBroken && type === 'A'
        ? this.addresses.map((data) => ({ type: 'A', name, ttl: this.#ttlSeconds, data }))
        : [];
    const flags = this.isBroken ? SERVER_FAILED : isKnown ? 0 : NO_SUCH_NAME;
    this.#socket.send(encode({ type: 'response', id, flags, questions, answers }), port, address);
  }
}

/** Response codes: RFC 1035, section 4.1.1. */
const SERVER_FAILED = 2;
const NO_SUCH_NAME = 3;
