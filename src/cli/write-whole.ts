import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PlimsollError } from '../error.ts';

/**
 * Writes a file in one piece or not at all: beside it, then renamed over it. `-`
 * is stdout. Throws a `PlimsollError` (`bad-file`) where it cannot be written.
 */
export async function writeWhole(path: string, pieces: Iterable<string>): Promise<void> {
  if (path === '-') {
    for (const piece of pieces) process.stdout.write(piece);
    return;
  }
  const beside = `${path}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(beside));
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw new PlimsollError('bad-file', `${path}: ${REASONS[code ?? ''] ?? message}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its directory does not exist; make it first',
  ENOTDIR: 'what should be its directory is a file',
  EISDIR: 'is a directory; name a file in it',
  EACCES: 'permission to write it is denied',
  EROFS: 'lies on a file system that is read-only',
  ENOSPC: 'the disk is full',
};
