import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface QueueOptions {
  readonly workers: number;
  readonly serviceMs: number;
  readonly contention?: number;
  readonly coherency?: number;
}

/** The server of `queue-server-process.ts`, seen from outside. */
export class QueueServer {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#process = child;
    this.url = `http://127.0.0.1:${port}/`;
  }

  static async start({ workers, serviceMs, contention = 0, coherency = 0 }: QueueOptions) {
    const child = fork(PROGRAM, [workers, serviceMs, contention, coherency].map(String), {
      execArgv: ['--import', import.meta.resolve('tsx')],
    });
    const [{ port }] = await once(child, 'message');
    return new QueueServer(child, port);
  }

  /** How long requests usually were in service, timers being what they are. */
  async usualServiceMs(): Promise<number> {
    const answer = once(this.#process, 'message');
    this.#process.send('ask');
    const [{ usualMs }] = await answer;
    return usualMs;
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

const PROGRAM = fileURLToPath(new URL('./queue-server-process.ts', import.meta.url));
