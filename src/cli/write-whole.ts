import { once } from 'node:events';
import { createWriteStream, rmSync, type Stats, type WriteStream } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from '../journal/sync-directory.ts';
import { unwritable } from './unwritable.ts';

/**
 * A file that is written in one piece or not at all: beside it, then renamed over
 * it when it is finished. A link stays one, and its target keeps its mode; what is
 * no regular file (a pipe, a device) is written to as it is. Its methods throw a
 * `PlimsollError` (`bad-file`) where it cannot be written; nothing is left behind then.
 */
export class WholeFile {
  readonly #name: string;
  readonly #path: string;
  readonly #beside: string | undefined;
  readonly #stream: WriteStream;
  #error: Error | undefined;

  private constructor(name: string, path: string, there: Stats | undefined) {
    this.#name = name;
    this.#path = path;
    if (there === undefined || there.isFile()) this.#beside = `${path}.${process.pid}.part`;
    const mode = there === undefined ? undefined : { mode: there.mode };
    this.#stream = createWriteStream(this.#beside ?? path, mode);
    this.#stream.on('error', (error) => {
      this.#error = error;
    });
    if (this.#beside !== undefined) unfinished.add(this.#beside);
  }

  /** Opens it at once, so that a mistake shows before the work and not after it. */
  static async open(name: string): Promise<WholeFile> {
    const path = await realpath(name).catch(() => name);
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory()) throw unwritable(name, { code: 'EISDIR' });
    const file = new WholeFile(name, path, there);
    await file.#attempt(() => once(file.#stream, 'open'));
    return file;
  }

  async write(pieces: Iterable<string>): Promise<void> {
    for (const piece of pieces) {
      if (!this.#stream.write(piece)) await this.#attempt(() => once(this.#stream, 'drain'));
    }
  }

  /** @param isDurable it is on the disk then, and stays there if the machine fails */
  async finish(isDurable = false): Promise<void> {
    await this.#attempt(async () => {
      this.#stream.end();
      await once(this.#stream, 'close');
      if (this.#error !== undefined) throw this.#error;
      if (this.#beside === undefined) return;
      if (isDurable) await syncFile(this.#beside);
      await rename(this.#beside, this.#path);
      unfinished.delete(this.#beside);
      if (isDurable) await syncDirectory(dirname(this.#path));
    });
  }

  /** Leaves what stood there before. */
  async abandon(): Promise<void> {
    this.#stream.destroy();
    if (this.#beside === undefined) return;
    // Where it could never be made there is nothing to take away.
    await rm(this.#beside, { force: true }).catch(() => {});
    unfinished.delete(this.#beside);
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      await this.abandon();
      throw unwritable(this.#name, error);
    }
  }
}

/** Writes a file in one piece or not at all; `-` is stdout. */
export async function writeWhole(
  path: string,
  pieces: Iterable<string>,
  isDurable = false,
): Promise<void> {
  if (path === '-') {
    for (const piece of pieces) process.stdout.write(piece);
    return;
  }
  const file = await WholeFile.open(path);
  await file.write(pieces);
  await file.finish(isDurable);
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Taken away when the process ends before they are finished. */
const unfinished = new Set<string>();
process.on('exit', () => {
  for (const path of unfinished) {
    try {
      rmSync(path, { force: true });
    } catch {
      // It is not there, or nothing can be done about it any more.
    }
  }
});
