import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

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

  /** Resolves when so many lines are recorded, the header included, or it has ended. */
  async recorded(lines: number): Promise<void> {
    while (this.#process.exitCode === null && this.#lines() < lines) await turn();
  }

  /** Resolves when stderr says so, or it has ended. */
  async says(words: string): Promise<void> {
    while (this.#process.exitCode === null && !this.stderr.includes(words)) await turn();
  }

  kill(signal: 'SIGINT' | 'SIGKILL'): void {
    this.#process.kill(signal);
  }

  #lines(): number {
    return existsSync(this.#record) ? readFileSync(this.#record, 'utf8').split('\n').length - 1 : 0;
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
