import { tell } from './stderr.ts';

/**
 * The first Ctrl-C asks for a partial result, the second ends the process at once.
 * Watched from `watch` until `end`; work that goes on by itself is told by `onRequest`,
 * a loop may look at `requested`.
 */
export class Interruption {
  requested = false;
  readonly #onSignal: () => void;

  private constructor(lastWords: string | undefined, onRequest: () => void) {
    this.#onSignal = () => {
      if (this.requested) {
        if (lastWords !== undefined) tell(lastWords);
        process.exit(130);
      }
      this.requested = true;
      onRequest();
    };
  }

  /** @param lastWords for stderr, when the process ends at once */
  static watch(lastWords?: string, onRequest: () => void = () => {}): Interruption {
    const interruption = new Interruption(lastWords, onRequest);
    process.on('SIGINT', interruption.#onSignal);
    return interruption;
  }

  end(): void {
    process.off('SIGINT', this.#onSignal);
  }
}
