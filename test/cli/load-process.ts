import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CLI } from './plimsoll.ts';

/** A `load run` in a process of its own that goes on while the test does other things. */
export class LoadProcess {
  readonly stdout: Promise<string>;
  readonly code: Promise<number | null>;
  stderr = '';
  readonly #process: ChildProcess;
  readonly #record: string;

  /** @param record where it records to */
  constructor(args: readonly string[], record: string) {
    this.#record = record;
    const child = spawn(process.execPath, [CLI, 'load', 'run', '--record', record, ...args]);
    child.stdin.end();
    child.stderr.on('data', (chunk) => {
      this.stderr += chunk;
    });
    this.stdout = text(child.stdout);
    this.code = new Promise((resolve) => child.on('close', resolve));
    this.#process = child;
  }

  /** Resolves when its recording is opened. */
  async opened(): Promise<void> {
    await this.#until('opens its recording', () => existsSync(this.#record));
  }

  /** Resolves when so many lines are recorded, the header included. */
  async recorded(lines: number): Promise<void> {
    await this.#until(`records ${lines} lines`, () => this.#lines() >= lines);
  }

  /** Resolves when stderr says so. */
  async says(words: string): Promise<void> {
    await this.#until(`says "${words}"`, () => this.stderr.includes(words));
  }

  kill(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#process.kill(signal);
  }

  /** Rejects when the process ends before that, or half a minute has gone by. */
  async #until(what: string, isSo: () => boolean): Promise<void> {
    const deadline = Date.now() + 30_000;
    while (!isSo()) {
      const { exitCode, signalCode } = this.#process;
      if (exitCode !== null || signalCode !== null) {
        // Its last words may be on their way still.
        await this.code;
        if (isSo()) return;
        throw new Error(`load run ended (${exitCode ?? signalCode}) and never ${what}`);
      }
      if (Date.now() > deadline) throw new Error(`load run goes on, but never ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  #lines(): number {
    return existsSync(this.#record) ? readFileSync(this.#record, 'utf8').split('\n').length - 1 : 0;
  }
}
