import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { PlimsollError } from '../error.ts';
import type { RecordingLine } from '../load/recording.ts';
import { unwritable } from './unwritable.ts';

/**
 * A recording as it is made: a line of JSON at a time, each handed to the operating
 * system before the next second goes on, so that a process that is killed loses no
 * second that was over.
 */
export class RecordingFile {
  readonly #name: string;
  readonly #descriptor: number;

  /**
   * Opens the file, which must not hold anything. Throws a `PlimsollError`
   * (`bad-file`); so do the other methods.
   */
  constructor(name: string) {
    this.#name = name;
    this.#descriptor = this.#attempt(() => openSync(name, 'a'));
    const there = fstatSync(this.#descriptor);
    if (!there.isFile() || there.size === 0) return;
    closeSync(this.#descriptor);
    throw new PlimsollError(
      'bad-file',
      `${name}: there is something in it already; name another file, or remove it`,
    );
  }

  write(line: RecordingLine): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    this.#attempt(() => {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at);
    });
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #attempt<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw unwritable(this.#name, error);
    }
  }
}
