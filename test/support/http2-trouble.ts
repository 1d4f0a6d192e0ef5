import { constants, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { Trouble } from './load-server-process.ts';

/** Answers the streams of an HTTP/2 server as the trouble of the moment has it. */
export function answerStreams(
  server: Pick<Http2Server, 'on'>,
  received: (answer: (trouble: Trouble | undefined) => void) => void,
): void {
  server.on('sessionError', () => {});
  server.on('session', (session) => session.on('error', () => {}));
  server.on('stream', (stream) => {
    stream.on('error', () => {});
    stream.resume();
    received((trouble) => answer(stream, trouble));
  });
}

function answer(stream: ServerHttp2Stream, trouble: Trouble | undefined): void {
  if (stream.destroyed) return;
  const { session } = stream;
  switch (trouble) {
    case 'resetMidBody':
      half(stream);
      setTimeout(() => stream.close(constants.NGHTTP2_INTERNAL_ERROR), 10);
      return;
    case 'closeMidBody':
      half(stream);
      setTimeout(() => session?.destroy(), 10);
      return;
    case 'halfClose':
      // It takes no more, and answers what it has taken.
      session?.close();
      setTimeout(() => ok(stream), 20);
      return;
    case 'noHttp':
      stream.close(constants.NGHTTP2_CANCEL);
      return;
    case 'targetError':
      stream.respond({ ':status': 503, server: 'shop' }, { endStream: true });
      return;
    case 'balancerError':
      stream.respond({ ':status': 503, server: 'awselb/2.0' }, { endStream: true });
      return;
    case 'slowBody':
      half(stream);
      setTimeout(() => stream.destroyed || stream.end('rest!'), 60);
      return;
    case 'closeAfter':
      ok(stream);
      session?.close();
      return;
    default:
      ok(stream);
  }
}

function ok(stream: ServerHttp2Stream): void {
  if (stream.destroyed) return;
  stream.respond({ ':status': 200, 'content-type': 'text/plain' });
  stream.end('ok');
}

function half(stream: ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-length': 10 });
  stream.write('half.');
}
