import type { Happening } from '../model/group.ts';

/**
 * What will happen to instances, in order of time. Delays of one kind nearly always
 * come due in the order they were asked for, so each kind has a plain queue and an
 * entry seldom moves far.
 */
export class VirtualClock {
  /** When the next thing happens, epoch seconds; Infinity when nothing will. */
  next = Number.POSITIVE_INFINITY;
  readonly #queues = new Map<Happening, Queue>();

  add(at: number, what: Happening, id: number): void {
    let queue = this.#queues.get(what);
    if (queue === undefined) {
      queue = { times: [], ids: [], head: 0 };
      this.#queues.set(what, queue);
    }
    insert(queue, at, id);
    if (at < this.next) this.next = at;
  }

  /** Hands over everything that is due, in order of time; of one moment, in the order of an instance's life. */
  deliver(now: number, happen: (what: Happening, id: number, at: number) => void): void {
    while (this.next <= now) {
      const at = this.next;
      for (const what of ORDER) {
        const queue = this.#queues.get(what);
        while (queue !== undefined && queue.times[queue.head] === at) happen(what, take(queue), at);
      }
      this.next = this.#earliest();
    }
  }

  #earliest(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { times, head } of this.#queues.values()) {
      if (head < times.length && times[head] < earliest) earliest = times[head];
    }
    return earliest;
  }
}

const ORDER: readonly Happening[] = ['in-service', 'healthy', 'warm', 'drained'];

interface Queue {
  readonly times: number[];
  readonly ids: number[];
  head: number;
}

function insert(queue: Queue, at: number, id: number): void {
  const { times, ids } = queue;
  if (times.length === queue.head || times[times.length - 1] <= at) {
    times.push(at);
    ids.push(id);
    return;
  }
  let i = times.length;
  while (i > queue.head && times[i - 1] > at) i--;
  times.splice(i, 0, at);
  ids.splice(i, 0, id);
}

function take(queue: Queue): number {
  const id = queue.ids[queue.head++];
  // Let go of what has passed once it is most of the queue.
  if (queue.head > 1024 && queue.head * 2 > queue.ids.length) {
    queue.times.splice(0, queue.head);
    queue.ids.splice(0, queue.head);
    queue.head = 0;
  }
  return id;
}
