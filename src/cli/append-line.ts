import { open } from 'node:fs/promises';
import { PlimsollError } from '../error.ts';

/**
 * Adds a line to a file, which it makes where there is none; when it returns, the line is
 * on the disk. What a kill cut off at the file's end is taken away first. Throws a
 * `PlimsollError` (`bad-file`).
 */
export async function appendLine(path: string, line: string): Promise<void> {
  try {
    const file = await open(path, 'a+');
    try {
      const text = await file.readFile('utf8');
      const whole = text.lastIndexOf('\n') + 1;
      if (whole < text.length) await file.truncate(Buffer.byteLength(text.slice(0, whole)));
      await file.appendFile(`${line}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    const { message } = error as Error;
    throw new PlimsollError('bad-file', `${path}: cannot be written: ${message}`);
  }
}
