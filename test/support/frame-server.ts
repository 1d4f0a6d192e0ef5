import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type TLSSocket } from 'node:tls';
import type { TestContext } from 'vitest';

/** What a server of frames says to a request, by the number of its stream. */
export type FrameAnswer = (stream: number) => Uint8Array;

/**
 * An HTTP/2 server that answers each request with the frames that a test gives it, since
 * Node's own ends a stream well where another would break it off.
 */
export async function startFrameServer(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  answer: FrameAnswer,
): Promise<string> {
  const file = (name: string) => readFileSync(new URL(`./${name}`, import.meta.url));
  const identity = { key: file('self-signed.key.pem'), cert: file('self-signed.cert.pem') };
  const sockets = new Set<TLSSocket>();
  const server = createServer({ ...identity, ALPNProtocols: ['h2'] }, (socket) => {
    sockets.add(socket);
    serve(socket, answer);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  return `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
}

/** RFC 9113, section 4.1. */
export function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** Of a frame: RFC 9113, section 6. */
export const DATA = 0;
export const HEADERS = 1;
export const RST_STREAM = 3;
const SETTINGS = 4;
export const END_STREAM = 1;
export const END_HEADERS = 4;
const ACK = 1;
/** `:status: 200`, by the static table of RFC 7541, appendix A. */
export const OK_HEADERS = Buffer.of(0x88);

function serve(socket: TLSSocket, answer: FrameAnswer): void {
  let pending = Buffer.alloc(0);
  let at = PREFACE;
  socket.on('error', () => {});
  socket.write(frame(SETTINGS, 0, 0, Buffer.alloc(0)));
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= at + 9) {
      const end = at + 9 + pending.readUIntBE(at, 3);
      if (pending.length < end) return;
      const type = pending[at + 3];
      if (type === SETTINGS && pending[at + 4] !== ACK)
        socket.write(frame(SETTINGS, ACK, 0, Buffer.alloc(0)));
      if (type === HEADERS) socket.write(answer(pending.readUInt32BE(at + 5)));
      pending = pending.subarray(end);
      at = 0;
    }
  });
}

/** Bytes with which a client begins: RFC 9113, section 3.4. */
const PREFACE = 24;
