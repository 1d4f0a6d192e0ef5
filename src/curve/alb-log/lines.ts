/** Takes a line of a file: `bytes[start, end)`, without its line feed; valid until it returns. */
export type TakeLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/**
 * Cuts a file that comes in pieces into lines, each handed on as it stands in its
 * piece; only a line that two pieces share is copied. Of a line of more than a
 * megabyte, which is no entry of a log, the first megabyte is handed on.
 */
export class Lines {
  readonly #take: TakeLine;
  #line = 0;
  /** The beginning of a line whose end has not come. */
  #rest: Uint8Array = NOTHING;

  constructor(take: TakeLine) {
    this.#take = take;
  }

  push(piece: Uint8Array): void {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      if (this.#rest.length > 0) this.#finish(piece.subarray(0, end));
      else this.#hand(piece, start, end);
      start = end + 1;
    }
    if (start < piece.length) this.#rest = this.#joined(piece.subarray(start));
  }

  /** Hands on what stands after the last line feed. */
  end(): void {
    if (this.#rest.length > 0) this.#finish(NOTHING);
  }

  #finish(piece: Uint8Array): void {
    const whole = this.#joined(piece);
    this.#rest = NOTHING;
    this.#hand(whole, 0, whole.length);
  }

  #hand(bytes: Uint8Array, start: number, end: number): void {
    this.#line++;
    const isCarriageReturn = end > start && bytes[end - 1] === CARRIAGE_RETURN;
    this.#take(bytes, start, isCarriageReturn ? end - 1 : end, this.#line);
  }

  /** A copy: the piece may be written over once it has been pushed. */
  #joined(piece: Uint8Array): Uint8Array {
    const room = Math.max(0, LONGEST - this.#rest.length);
    const joined = new Uint8Array(this.#rest.length + Math.min(room, piece.length));
    joined.set(this.#rest);
    joined.set(piece.subarray(0, room), this.#rest.length);
    return joined;
  }
}

const NOTHING = new Uint8Array(0);
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const LONGEST = 2 ** 20;
