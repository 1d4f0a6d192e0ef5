import { ExitCode } from './exit-code.ts';
import { tell } from './stderr.ts';

/**
 * The first Ctrl-C, or a supervisor's SIGTERM, asks to stop in good order and make do with
 * what there is; the second ends the process at once. Watched from `watch` until `end`;
 * work that goes on by itself is told by `onRequest` or the signal, a loop may look at
 * `requested`.
 */
export class Interruption {
  readonly #stop = new AbortController();
  readonly #onSignal: () => void;

  private constructor(lastWords: string | undefined, onRequest: () => void) {
    this.#onSignal = () => {
      if (this.requested) {
        if (lastWords !== undefined) tell(lastWords);
        process.exit(ExitCode.Interrupted);
      }
      this.#stop.abort();
      onRequest();
    };
  }

  /** @param lastWords for stderr, when the process ends at once */
  static watch(lastWords?: string, onRequest: () => void = () => {}): Interruption {
    const interruption = new Interruption(lastWords, onRequest);
    for (const signal of SIGNALS) process.on(signal, interruption.#onSignal);
    return interruption;
  }

  get requested(): boolean {
    return this.#stop.signal.aborted;
  }

  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
