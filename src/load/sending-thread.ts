import { Worker } from 'node:worker_threads';
import type { SecondWork } from './second-work.ts';
import type { FromThread, ThreadOptions, ToThread } from './shard-thread.ts';
import { threadBeside } from './thread-beside.ts';

/** A thread that sends, seen from the one that watches. */
export class SendingThread {
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
  isDone = false;
  readonly reported: SecondWork[] = [];
  readonly #worker: Worker;

  constructor(options: ThreadOptions) {
    this.#worker = new Worker(THREAD, { workerData: options });
    const failed = new Promise<never>((_, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => reject(new Error('a thread ended before its work')));
    });
    // It is heard through `ready` and `done`; once both are there, an exit is no failure.
    failed.catch(() => {});
    const heard = (word: FromThread) =>
      new Promise<void>((resolve) => {
        this.#worker.on('message', (message: FromThread) => message === word && resolve());
      });
    this.ready = Promise.race([heard('ready'), failed]);
    this.done = Promise.race([heard('done'), failed]);
    this.done.catch(() => {});
  }

  start(startAt: number, onReport: () => void): void {
    this.#worker.on('message', (message: FromThread) => {
      if (message === 'done') this.isDone = true;
      else if (message !== 'ready') this.reported.push(message);
      onReport();
    });
    this.tell({ startAt });
  }

  tell(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

const THREAD = threadBeside(import.meta.url, 'shard-thread');
