import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { PlimsollError } from '../../error.ts';
import { lock } from './lock.ts';
import { readRecords, recordLine } from './records.ts';

/** Where what changed is kept, so that it is there after the process was killed. */
export interface Journal {
  /** Resolves once the record is on the disk; rejects where it could not be kept, and then it is not. */
  append(record: object): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing. */
export const NO_JOURNAL: Journal = { append: async () => {}, close: async () => {} };

/**
 * An append-only log in a directory, `lab.log`, a line a record. Records that come while
 * others are being written share one write and one flush.
 */
export class FileJournal implements Journal {
  readonly #file: FileHandle;
  readonly #unlock: () => Promise<void>;
  /** Bytes that are on the disk, whole records all. */
  #size: number;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  /** Why nothing more can be written: half a record stands at the end. */
  #broken: unknown;

  private constructor(file: FileHandle, size: number, unlock: () => Promise<void>) {
    this.#file = file;
    this.#size = size;
    this.#unlock = unlock;
  }

  /**
   * Opens a directory's log, which it makes where there is none, and tells each record
   * in it. A last record that was cut off, which nobody was told is kept, is taken away.
   *
   * Throws a `PlimsollError` (`bad-file`) where the directory cannot be used, another lab
   * uses it, or a record is damaged.
   */
  static async open(directory: string, tell: (record: unknown) => void): Promise<FileJournal> {
    try {
      await mkdir(directory, { recursive: true });
      const unlock = await lock(directory);
      return await FileJournal.#read(directory, tell, unlock).catch(async (error) => {
        await unlock();
        throw error;
      });
    } catch (error) {
      if (error instanceof PlimsollError) throw error;
      const { message } = error as Error;
      throw new PlimsollError('bad-file', `${directory}: cannot keep the lab's state: ${message}`);
    }
  }

  static async #read(
    directory: string,
    tell: (record: unknown) => void,
    unlock: () => Promise<void>,
  ): Promise<FileJournal> {
    const path = join(directory, 'lab.log');
    const file = await open(path, 'a+');
    try {
      const size = await readRecords(file, path, tell);
      await file.truncate(size);
      await file.sync();
      await syncDirectory(directory);
      return new FileJournal(file, size, unlock);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  append(record: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: recordLine(record), resolve, reject });
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
    });
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#file.close();
    await this.#unlock();
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        if (this.#broken !== undefined) throw this.#broken;
        const bytes = Buffer.from(batch.map(({ line }) => line).join(''));
        await this.#file.appendFile(bytes);
        await this.#file.datasync();
        this.#size += bytes.length;
        for (const { resolve } of batch) resolve();
      } catch (error) {
        // Half a record must not stand before the next one.
        await this.#file.truncate(this.#size).catch((trouble) => {
          this.#broken = trouble;
        });
        for (const { reject } of batch) reject(error);
      }
    }
  }
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** A new file's name is on the disk only when its directory is. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
