import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'vitest';
import { LOAD_SERVER } from './compile-load-server.ts';
import type { Episode, FromServer, ToServer } from './load-server-process.ts';

/** What the server saw since it was told to forget. */
export interface Seen {
  readonly seen: number;
  readonly connections: number;
  /** Milliseconds since the epoch, a request each. */
  readonly stamps: readonly number[];
}

/** The recording server of `load-server-process.ts`, seen from outside. */
export class LoadServer {
  readonly url: string;
  readonly port: number;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, scheme: string, port: number) {
    this.#process = child;
    this.port = port;
    this.url = `${scheme}://127.0.0.1:${port}/`;
  }

  /** One for a test alone, ended with it. */
  static async of({ onTestFinished }: Pick<TestContext, 'onTestFinished'>): Promise<LoadServer> {
    const server = await LoadServer.start();
    onTestFinished(() => server.end());
    return server;
  }

  /** @param certificate a file beside this one, for HTTPS; with it HTTP/2 is to be had */
  static async start(certificate?: string, protocol?: 'h2'): Promise<LoadServer> {
    const scheme = certificate === undefined ? 'http' : 'https';
    const file = certificate && new URL(certificate, import.meta.url).href;
    const args = [file, protocol].filter((arg) => arg !== undefined);
    const child = fork(LOAD_SERVER, args, { execArgv: [], serialization: 'advanced' });
    const { port } = await nextMessage<{ port: number }>(child);
    return new LoadServer(child, scheme, port);
  }

  /** From now on these go wrong. */
  trouble(episodes: readonly Episode[]): void {
    this.#tell({ tell: 'trouble', episodes });
  }

  /** From now on every answer takes so long. */
  delay(ms: number): void {
    this.#tell({ tell: 'delay', ms });
  }

  forget(): void {
    this.#tell({ tell: 'forget' });
  }

  async seen(): Promise<Seen> {
    const answer = nextMessage<Seen>(this.#process);
    this.#tell({ tell: 'ask' });
    return await answer;
  }

  /** What it saw once it saw so many, or after two seconds. */
  async seenAtLeast(count: number): Promise<Seen> {
    const deadline = Date.now() + 2000;
    for (;;) {
      const seen = await this.seen();
      if (seen.seen >= count || Date.now() > deadline) return seen;
    }
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }

  #tell(message: ToServer): void {
    this.#process.send(message);
  }
}

function nextMessage<Message extends FromServer>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(deadline);
      child.off('exit', onExit);
      child.off('message', onMessage);
      settle();
    };
    const onExit = () => end(() => reject(new Error('the server is gone')));
    const onMessage = (message: unknown) => end(() => resolve(message as Message));
    const deadline = setTimeout(
      () => end(() => reject(new Error('the server says nothing'))),
      10_000,
    );
    child.once('exit', onExit);
    child.once('message', onMessage);
  });
}
