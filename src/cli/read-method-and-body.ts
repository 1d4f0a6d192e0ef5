import { readFile } from 'node:fs/promises';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import { whyNoMethod } from '../load/http-words.ts';

/** What `--method` and `--body` ask for: GET, or POST where there is a body. Throws a `PlimsollError`. */
export async function readMethodAndBody(options: {
  readonly method?: string;
  readonly body?: string;
}): Promise<{ readonly method: string; readonly body: Uint8Array | null }> {
  const body = options.body === undefined ? null : await readBody(options.body);
  const method = options.method ?? (body === null ? 'GET' : 'POST');
  const why = whyNoMethod(method);
  if (why !== undefined) throw new PlimsollError('usage', `--method ${shown(method)} ${why}`);
  return { method, body };
}

/** The text, or what the file after an @ holds. */
async function readBody(body: string): Promise<Uint8Array> {
  if (!body.startsWith('@')) return Buffer.from(body);
  const path = body.slice(1);
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new PlimsollError('bad-file', `--body @${path}: cannot be read (${code ?? 'unknown'})`);
  }
}
