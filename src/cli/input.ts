import { createReadStream, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../curve/nearest.ts';
import { PlimsollError } from '../error.ts';
import { isTooLong, TOO_LONG } from '../scenario/reading/unreadable.ts';

/** What a file argument holds, and the name by which messages call it. */
export interface Input {
  readonly text: string;
  readonly source: string;
}

/** Reads a file as UTF-8, or stdin for `-`. Throws a `PlimsollError` (`bad-file`) that says why it cannot be read. */
export async function readInput(path: string): Promise<Input> {
  if (path === '-') return { text: await readStdin(), source: 'stdin' };
  try {
    return { text: await readFile(path, 'utf8'), source: path };
  } catch (error) {
    throw new PlimsollError('bad-file', `${path}: ${whyUnreadable(path, error)}`);
  }
}

/**
 * The same, a piece at a time, for files that may be too long for one text. The pieces
 * throw what `readInput` throws.
 */
export function readPieces(path: string): {
  readonly pieces: AsyncIterable<string>;
  readonly source: string;
} {
  if (path === '-') return { pieces: process.stdin.setEncoding('utf8'), source: 'stdin' };
  return { pieces: piecesOf(path), source: path };
}

async function* piecesOf(path: string): AsyncIterable<string> {
  try {
    yield* createReadStream(path, 'utf8');
  } catch (error) {
    throw new PlimsollError('bad-file', `${path}: ${whyUnreadable(path, error)}`);
  }
}

async function readStdin(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  try {
    for await (const chunk of process.stdin) text += chunk;
  } catch (error) {
    if (isTooLong(error)) throw new PlimsollError('bad-file', `stdin: ${TOO_LONG}`);
    throw error;
  }
  return text;
}

/** Why a file cannot be read, as the rest of a sentence that names it. */
export function whyUnreadable(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOTDIR':
      return 'what should be its directory is a file';
    case 'ENOENT':
      return `no such file${suggestion(path)}`;
    case 'EISDIR':
      return 'is a directory; name a file in it';
    case 'EACCES':
    case 'EPERM':
      return 'permission to read it is denied';
    default:
      return isTooLong(error) ? TOO_LONG : `cannot be read: ${message}`;
  }
}

function suggestion(path: string): string {
  const directory = dirname(path);
  const name = nearest(basename(path), filesIn(directory));
  return name === undefined ? '' : ` (did you mean "${join(directory, name)}"?)`;
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name);
  } catch {
    return [];
  }
}
