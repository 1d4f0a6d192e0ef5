import type { Happening } from './group.ts';

/** What can come due: something with an instance, or a change of the group that was planned. */
export type Due = Happening | 'planned-change';

/**
 * What will happen, in order of time. Delays of one kind nearly always
 * come due in the order they were asked for, so each kind has a plain queue and an
 * entry seldom moves far.
 */
export class VirtualClock {
  /** When the next thing happens, epoch seconds; Infinity when nothing will. */
  next = Number.POSITIVE_INFINITY;
  /** In the order of an instance's life, which is the order of what happens at one moment. */
  readonly #queues: readonly Queue[] = [
    new Queue('in-service'),
    new Queue('healthy'),
    new Queue('warm'),
    new Queue('drained'),
    new Queue('planned-change'),
  ];

  add(at: number, what: Due, id: number): void {
    for (const queue of this.#queues) if (queue.what === what) queue.add(at, id);
    if (at < this.next) this.next = at;
  }

  /** Hands over everything that is due, in order of time. */
  deliver(now: number, happen: (what: Due, id: number, at: number) => void): void {
    while (this.next <= now) {
      const at = this.next;
      let next = Number.POSITIVE_INFINITY;
      for (const queue of this.#queues) {
        while (queue.next === at) happen(queue.what, queue.take(), at);
      }
      for (const queue of this.#queues) if (queue.next < next) next = queue.next;
      this.next = next;
    }
  }
}

class Queue {
  readonly what: Due;
  next = Number.POSITIVE_INFINITY;
  #times: number[] = [];
  #ids: number[] = [];
  #head = 0;

  constructor(what: Due) {
    this.what = what;
  }

  add(at: number, id: number): void {
    const times = this.#times;
    let i = times.length;
    while (i > this.#head && times[i - 1] > at) i--;
    if (i === times.length) {
      times.push(at);
      this.#ids.push(id);
    } else {
      times.splice(i, 0, at);
      this.#ids.splice(i, 0, id);
    }
    if (at < this.next) this.next = at;
  }

  take(): number {
    const id = this.#ids[this.#head++];
    const isEmpty = this.#head === this.#ids.length;
    this.next = isEmpty ? Number.POSITIVE_INFINITY : this.#times[this.#head];
    // Forget what has passed, but not so often that the arrays are made anew each time.
    if (isEmpty && this.#head > 1000) {
      this.#times = [];
      this.#ids = [];
      this.#head = 0;
    }
    return id;
  }
}
