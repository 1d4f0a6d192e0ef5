import { tell } from './stderr.ts';

/**
 * The first Ctrl-C asks for a partial result, the second ends the process at once.
 * Watched from `watch` until `end`.
 */
export class Interruption {
  requested = false;
  readonly #onSignal: () => void;

  private constructor(lastWords: string | undefined) {
    this.#onSignal = () => {
      if (this.requested) {
        if (lastWords !== undefined) tell(lastWords);
        process.exit(130);
      }
      this.requested = true;
    };
  }

  /** @param lastWords for stderr, when the process ends at once */
  static watch(lastWords?: string): Interruption {
    const interruption = new Interruption(lastWords);
    process.on('SIGINT', interruption.#onSignal);
    return interruption;
  }

  end(): void {
    process.off('SIGINT', this.#onSignal);
  }
}
