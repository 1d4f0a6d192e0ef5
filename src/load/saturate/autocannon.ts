import { createRequire } from 'node:module';

/** What of autocannon's options is used here; it comes without types. */
export interface AutocannonOptions {
  readonly url: readonly string[];
  readonly connections: number;
  readonly duration: number;
  /** Seconds. */
  readonly timeout: number;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly servername: string | undefined;
  /** Milliseconds: how soon it looks whether it is to stop. */
  readonly sampleInt: number;
  /** Is given each connection before it sends. */
  readonly setupClient: (client: AutocannonClient) => void;
}

/** A connection, which it makes again whenever it is lost. */
export interface AutocannonClient {
  /** A request is written. */
  on(event: 'request', listener: () => void): void;
  on(event: 'headers', listener: (head: { readonly shouldKeepAlive: boolean }) => void): void;
  on(event: 'response', listener: (statusCode: number) => void): void;
  destroy(): void;
}

interface Autocannon {
  stop(): void;
}

/** Calls back when the run is over. */
export const autocannon: (
  options: AutocannonOptions,
  done: (error: Error | null) => void,
) => Autocannon = createRequire(import.meta.url)('autocannon');
