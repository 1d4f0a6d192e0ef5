import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AwsError } from './aws-error.ts';

/**
 * The body of a request, unpacked. CloudWatch takes 1 MB; whether it counts before or
 * after gzip is not published: here both (an assumption, the stricter one).
 *
 * Throws an `AwsError`.
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // What is too much is read to its end, so that the answer can be, but not kept.
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  if (size > MOST_BYTES) throw tooLarge();
  return unpack(Buffer.concat(chunks), request.headers['content-encoding'] ?? 'identity');
}

const MOST_BYTES = 2 ** 20;

async function unpack(body: Buffer, encoding: string): Promise<Buffer> {
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip')
    throw new AwsError('UnsupportedMediaType', `The lab reads gzip, not ${encoding}.`, {
      status: 415,
    });
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MOST_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    throw new AwsError('SerializationException', 'The body is no gzip.');
  }
}

function tooLarge(): AwsError {
  return new AwsError('RequestEntityTooLarge', `The body exceeds ${MOST_BYTES} bytes.`, {
    status: 413,
  });
}
