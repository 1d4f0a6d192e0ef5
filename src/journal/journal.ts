import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PlimsollError } from '../error.ts';
import { lock } from './lock.ts';
import { readRecords, recordLine } from './records.ts';
import { syncDirectory } from './sync-directory.ts';

/** Where what changed is kept, so that it is there after the process was killed. */
export interface Journal {
  /** Resolves once the record is on the disk; rejects where it could not be kept, and then it is not. */
  append(record: object): Promise<void>;
  close(): Promise<void>;
}

/** Keeps nothing. */
export const NO_JOURNAL: Journal = { append: async () => {}, close: async () => {} };

/** A log, the file that keeps others from it, and what its reader is told of trouble. */
export interface JournalFile {
  readonly path: string;
  readonly lockPath: string;
  /** Why it cannot be used: the rest of a line that ends with the system's reason. */
  readonly unusable: string;
  /** The line for somebody who comes while another process has it. */
  readonly inUse: (pid: number) => string;
  /** What to do about a damaged record. */
  readonly damagedCure: string;
}

/**
 * An append-only log, a line a record, on the disk before anyone is told so, written by
 * one process at a time. Records that come while others are being written share one
 * write and one flush.
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
   * Opens a log, which it makes where there is none, and tells each record in it. A
   * last record that was cut off, which nobody was told is kept, is taken away.
   *
   * Throws a `PlimsollError` (`bad-file`) where the file cannot be used, another process
   * has it, or a record is damaged.
   */
  static async open(journal: JournalFile, tell: (record: unknown) => void): Promise<FileJournal> {
    try {
      const claim = await lock(journal.lockPath);
      if ('heldBy' in claim) throw new PlimsollError('bad-file', journal.inUse(claim.heldBy));
      return await FileJournal.#read(journal, tell, claim.unlock).catch(async (error) => {
        await claim.unlock();
        throw error;
      });
    } catch (error) {
      if (error instanceof PlimsollError) throw error;
      const { message } = error as Error;
      throw new PlimsollError('bad-file', `${journal.unusable}: ${message}`);
    }
  }

  static async #read(
    journal: JournalFile,
    tell: (record: unknown) => void,
    unlock: () => Promise<void>,
  ): Promise<FileJournal> {
    const file = await open(journal.path, 'a+');
    try {
      const size = await readRecords(file, journal, tell);
      await file.truncate(size);
      await file.sync();
      await syncDirectory(dirname(journal.path));
      return new FileJournal(file, size, unlock);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  append(record: object): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: recordLine(record), resolve, reject });
      this.#writing ??= this.#write();
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
    // At once: who was just told may append before anything that awaits this does.
    this.#writing = undefined;
  }
}

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}
