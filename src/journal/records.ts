import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { PlimsollError } from '../error.ts';

/** A line of the log: a checksum, a blank, the record as JSON. */
export function recordLine(record: object): string {
  const json = JSON.stringify(record);
  return `${checksum(json)} ${json}\n`;
}

/**
 * Tells each record of a log, and returns at which byte the whole ones end: what was
 * being written when the process died has no end of line, and nobody was told of it.
 *
 * Throws a `PlimsollError` (`bad-file`) for a whole line that is damaged, the last too:
 * it may say what was sent.
 */
export async function readRecords(
  file: FileHandle,
  { path, damagedCure }: { readonly path: string; readonly damagedCure: string },
  tell: (record: unknown) => void,
): Promise<number> {
  let end = 0;
  let number = 0;
  for await (const line of lines(file)) {
    if (line.at(-1) !== NEWLINE) break;
    number++;
    const record = recordOf(line);
    if (record === undefined)
      throw new PlimsollError(
        'bad-file',
        `${path}:${number}: the record is damaged: ${damagedCure}`,
      );
    tell(record);
    end += line.length;
  }
  return end;
}

/** The lines with their ends; the last may have none. */
async function* lines(file: FileHandle): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const chunk = Buffer.alloc(2 ** 20);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    let bytes = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE)) {
      yield bytes.subarray(0, at + 1);
      bytes = bytes.subarray(at + 1);
    }
    rest = bytes;
  }
  if (rest.length > 0) yield rest;
}

const NEWLINE = 10;

function recordOf(line: Buffer): unknown {
  const [, sum, json] = /^([0-9a-f]{8}) (.*)\n$/s.exec(line.toString('utf8')) ?? [];
  if (json === undefined || sum !== checksum(json)) return undefined;
  return JSON.parse(json);
}

function checksum(json: string): string {
  return crc32(json).toString(16).padStart(8, '0');
}
