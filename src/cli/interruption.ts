/**
 * The first Ctrl-C asks for a partial result, the second ends the process at once.
 * Watched from `watch` until `end`.
 */
export class Interruption {
  requested = false;
  readonly #onSignal = () => {
    if (this.requested) process.exit(130);
    this.requested = true;
  };

  static watch(): Interruption {
    const interruption = new Interruption();
    process.on('SIGINT', interruption.#onSignal);
    return interruption;
  }

  end(): void {
    process.off('SIGINT', this.#onSignal);
  }
}
