import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { PlimsollError } from '../error.ts';
import type { RecordedSecond, RecordingEnd, RecordingHeader } from './recording.ts';

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

  write(line: RecordingHeader | RecordedSecond | RecordingEnd): void {
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
      const { code, message } = error as NodeJS.ErrnoException;
      throw new PlimsollError('bad-file', `${this.#name}: ${REASONS[code ?? ''] ?? message}`);
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its directory does not exist; make it first',
  ENOTDIR: 'what should be its directory is a file',
  EISDIR: 'is a directory; name a file in it',
  EACCES: 'permission to write it is denied',
  EROFS: 'lies on a file system that is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
};
