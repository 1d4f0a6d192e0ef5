/**
 * Counts by a hash, with the text of each: all in columns, since a log of a gigabyte
 * makes a million kinds that come and go, and as objects they would fill the memory.
 */
export class Kinds {
  readonly room: number;
  size = 0;
  readonly #mask: number;
  /** By slot: the hash, 0 for an empty one. */
  readonly #hashes: Float64Array;
  readonly #counts: Float64Array;
  readonly #textStarts: Int32Array;
  readonly #textEnds: Int32Array;
  #texts: Uint8Array = new Uint8Array(2 ** 16);
  #used = 0;

  /** @param room how many kinds there may be before they must be lowered */
  constructor(room: number) {
    this.room = room;
    const slots = 2 ** Math.ceil(Math.log2(2 * room + 4));
    this.#mask = slots - 1;
    this.#hashes = new Float64Array(slots);
    this.#counts = new Float64Array(slots);
    this.#textStarts = new Int32Array(slots);
    this.#textEnds = new Int32Array(slots);
  }

  /** Counts one more; whether there is such a kind already. */
  count(hash: number): boolean {
    const slot = this.#slot(hash);
    if (this.#hashes[slot] !== hash) return false;
    this.#counts[slot]++;
    return true;
  }

  /** A new kind, whose text `write` puts where it is told to; returns how long it is. */
  add(hash: number, mostBytes: number, write: (into: Uint8Array, at: number) => number): void {
    while (this.#used + mostBytes > this.#texts.length) {
      const larger = new Uint8Array(this.#texts.length * 2);
      larger.set(this.#texts);
      this.#texts = larger;
    }
    const length = write(this.#texts, this.#used);
    this.#put(hash, 1, this.#used, this.#used + length);
    this.#used += length;
  }

  /** Takes the middle count off all of them, and away what has none left; returns it. */
  lower(): number {
    const all = this.#all();
    const middle = Float64Array.from(all, ({ count }) => count).sort()[all.length >> 1];
    const texts = this.#texts.slice(0, this.#used);
    this.#hashes.fill(0);
    this.size = 0;
    this.#used = 0;
    for (const { hash, count, start, end } of all) {
      if (count <= middle) continue;
      this.#texts.set(texts.subarray(start, end), this.#used);
      this.#put(hash, count - middle, this.#used, this.#used + end - start);
      this.#used += end - start;
    }
    return middle;
  }

  /** Each kind's text and count, in no order that means anything. */
  list(): { readonly text: Uint8Array; readonly count: number }[] {
    return this.#all().map(({ count, start, end }) => ({
      text: this.#texts.subarray(start, end),
      count,
    }));
  }

  #all() {
    const kinds = [];
    for (let slot = 0; slot <= this.#mask; slot++)
      if (this.#hashes[slot] !== 0)
        kinds.push({
          hash: this.#hashes[slot],
          count: this.#counts[slot],
          start: this.#textStarts[slot],
          end: this.#textEnds[slot],
        });
    return kinds;
  }

  #put(hash: number, count: number, start: number, end: number): void {
    const slot = this.#slot(hash);
    this.#hashes[slot] = hash;
    this.#counts[slot] = count;
    this.#textStarts[slot] = start;
    this.#textEnds[slot] = end;
    this.size++;
  }

  /** Where the hash is, or would be. */
  #slot(hash: number): number {
    let slot = (hash % 0x7fffffff) & this.#mask;
    while (this.#hashes[slot] !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
