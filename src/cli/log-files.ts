import { once } from 'node:events';
import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { PlimsollError } from '../error.ts';
import { whyUnreadable } from './input.ts';

/** The files that arguments name: a folder stands for all that lie in it, at any depth, sorted by name; links to files too, but no linked folders. */
export async function filesOf(paths: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const there = path === '-' ? undefined : await reading(path, () => stat(path));
    if (there?.isDirectory() !== true) {
      files.push(path);
      continue;
    }
    const entries = await reading(path, () =>
      readdir(path, { recursive: true, withFileTypes: true }),
    );
    const inside: string[] = [];
    for (const entry of entries) {
      const file = join(entry.parentPath, entry.name);
      if (
        entry.isFile() ||
        (entry.isSymbolicLink() && (await reading(file, () => stat(file))).isFile())
      )
        inside.push(file);
    }
    inside.sort();
    if (inside.length === 0)
      throw new PlimsollError('bad-file', `${path}: no file lies in this folder`);
    files.push(...inside);
  }
  return files;
}

/**
 * Hands on the content of a file, or of stdin for `-`, piece by piece, unpacked where
 * it is gzip, whatever its name. Returns why a gzip file ends before its end, after
 * what there is of it; undefined where it is whole.
 */
export async function readUnpacked(
  path: string,
  take: (piece: Uint8Array) => void,
): Promise<string | undefined> {
  if (path === '-') return await pieces(process.stdin, take);
  return await reading(path, async () => {
    const file = await open(path);
    try {
      const there = await file.stat();
      if (there.isFile()) return await fromDisk(file, take);
      return await pieces(file.createReadStream({ autoClose: false }), take);
    } finally {
      await file.close();
    }
  });
}

/** A file can be read into the same memory again and again, and is the process stays smaller so. */
async function fromDisk(
  file: FileHandle,
  take: (piece: Uint8Array) => void,
): Promise<string | undefined> {
  const memory = Buffer.alloc(PIECE);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(memory, 0, PIECE, at);
    if (bytesRead === 0) return undefined;
    if (at === 0 && isGzip(memory))
      return await unpack(file.createReadStream({ start: 0, autoClose: false }), take);
    take(memory.subarray(0, bytesRead));
    at += bytesRead;
  }
}

async function pieces(
  stream: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => void,
): Promise<string | undefined> {
  const all = withWholeHead(stream);
  const { value: head, done } = await all.next();
  if (done === true) return undefined;
  const rest = async function* () {
    yield head;
    yield* all;
  };
  if (isGzip(head)) return await unpack(rest(), take);
  for await (const piece of rest()) take(piece);
  return undefined;
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** The same pieces, the first of two bytes or more, which tell gzip: through a pipe they may come apart. */
async function* withWholeHead(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let head: Uint8Array = Buffer.alloc(0);
  for await (const piece of stream) {
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < 2) continue;
    yield head;
    head = Buffer.alloc(0);
  }
  if (head.length > 0) yield head;
}

async function unpack(
  packed: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => void,
): Promise<string | undefined> {
  const gunzip = createGunzip({ chunkSize: PIECE });
  // Taken as they come, so that what stands before damage is not lost with it.
  gunzip.on('data', take);
  // It is thrown below, and may be told once more when that is over.
  gunzip.on('error', () => {});
  try {
    // The pipeline is content when all is written; damage may show after that.
    await Promise.all([pipeline(packed, gunzip), once(gunzip, 'end')]);
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code?.startsWith('Z_') === true) return message;
    throw error;
  }
}

async function reading<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    // What has no errno is no fault of the file.
    if (!(error instanceof Error && 'errno' in error)) throw error;
    throw new PlimsollError('bad-file', `${path}: ${whyUnreadable(path, error)}`);
  }
}

const PIECE = 2 ** 16;
