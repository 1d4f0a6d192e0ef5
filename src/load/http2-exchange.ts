import { type ClientHttp2Stream, constants, type Http2Session } from 'node:http2';
import { type ConnectionOwner, Exchange, GivenUp, type Wire } from './connection.ts';
import type { Http2Connection } from './http2-connection.ts';
import type { LoadRequest } from './request-mix.ts';

/**
 * A stream of an HTTP/2 connection. It ends with its `close`: whether the whole answer had
 * come by then is told by its `end` and the code that it was ended with.
 */
export class Http2Exchange extends Exchange {
  readonly connection: Http2Connection;
  readonly #owner: ConnectionOwner;
  readonly #wire: Wire;
  #isOver = false;
  #stream: ClientHttp2Stream | undefined;
  #error: Error | undefined;
  #heardBefore = 0;

  constructor(connection: Http2Connection, owner: ConnectionOwner, wire: Wire) {
    super();
    this.connection = connection;
    this.#owner = owner;
    this.#wire = wire;
  }

  protected send(request: LoadRequest): void {
    this.connection.open(
      request,
      (stream) => this.#follow(stream),
      (error) => this.#fail(error),
    );
  }

  /** Its stream alone ends, unless the connection has been silent all the while. */
  giveUp(): void {
    if (this.#stream === undefined) this.connection.drop();
    else {
      if (this.connection.heard === this.#heardBefore) this.connection.mute();
      this.#stream.close(constants.NGHTTP2_CANCEL);
    }
    this.#fail(new GivenUp());
  }

  #follow(stream: ClientHttp2Stream): void {
    this.#stream = stream;
    // A stream that has ended knows it no more.
    const { session } = stream;
    this.#heardBefore = this.connection.heard;
    this.isSent = true;
    this.#owner.sent(this);
    stream.on('response', ({ ':status': status = 0, ...headers }) => {
      this.connection.heard++;
      this.answered(status, headers, this.#wire.balancer);
    });
    stream.on('data', (chunk: Buffer) => {
      this.connection.heard++;
      this.bytes += chunk.length;
    });
    const endedWhole = watchEnd(stream);
    stream.once('end', () => {
      // One that was reset would wait for the rest of its request.
      if (!endedWhole()) stream.destroy();
      else if (this.status > 0) this.#complete();
    });
    stream.on('error', (error) => {
      this.#error = error;
    });
    stream.once('close', () => this.#fail(whyEnded(stream, session, this.#error)));
  }

  #complete(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    // An answer may come before the whole of the request is written.
    if (!this.#stream?.writableEnded) this.#stream?.close();
    this.#owner.completed(this);
    this.connection.endIfMute();
  }

  #fail(error: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#owner.failed(this, error);
    this.connection.endIfMute();
  }
}

/**
 * Tells, once a stream has ended, whether it did so by END_STREAM. One that is reset
 * without an error (RST_STREAM, NO_ERROR) ends as well, and by the time of its `end` both
 * are closed and alike. But a reset closes the stream before it ends what can be read, and
 * END_STREAM ends what can be read of a stream that is open.
 */
function watchEnd(stream: ClientHttp2Stream): () => boolean {
  const push = stream.push.bind(stream);
  let isWhole: boolean | undefined;
  stream.push = (chunk, encoding) => {
    if (chunk === null) isWhole ??= !stream.closed;
    return push(chunk, encoding);
  };
  return () => isWhole === true;
}

/** What a stream without a whole answer ended with: an error of its connection as it is, or the server's word. */
function whyEnded(
  stream: ClientHttp2Stream,
  session: Http2Session | undefined,
  error: Error | undefined,
): Error {
  const code = error !== undefined && 'code' in error ? String(error.code) : '';
  if (error !== undefined && code !== '' && !code.startsWith('ERR_HTTP2_')) return error;
  if (stream.rstCode === constants.NGHTTP2_REFUSED_STREAM) return new StreamRefused();
  return session?.destroyed === false ? new StreamReset() : new Error('the connection was closed');
}

class StreamRefused extends Error {
  readonly code = 'PLIMSOLL_STREAM_REFUSED';
}

class StreamReset extends Error {
  readonly code = 'PLIMSOLL_STREAM_RESET';
}
