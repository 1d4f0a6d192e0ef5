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
}

/** Its instance, with the events that are used here. */
export interface Autocannon {
  on(
    event: 'response',
    listener: (client: object, statusCode: number, bytes: number, milliseconds: number) => void,
  ): void;
  on(event: 'reqError', listener: (error: Error) => void): void;
  stop(): void;
}

/** Calls back when the run is over. */
export const autocannon: (
  options: AutocannonOptions,
  done: (error: Error | null) => void,
) => Autocannon = createRequire(import.meta.url)('autocannon');
