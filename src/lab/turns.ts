/** Does what it is given one after another: what comes while something is under way waits for it. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the act returns; what it throws keeps nobody after it from their turn */
  take<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(act);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
