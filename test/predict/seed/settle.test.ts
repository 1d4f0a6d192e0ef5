import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  callsThat,
  type Delivery,
  isDelivered,
  newDelivery,
} from '../../../src/predict/seed/delivery.ts';
import type { LedgerRecord } from '../../../src/predict/seed/ledger-record.ts';
import { nextStep } from '../../../src/predict/seed/next-step.ts';
import { type Look, settle, witnessFrom } from '../../../src/predict/seed/settle.ts';

/** What befalls a request, and how long it takes to be stored; milliseconds. */
interface Fate {
  /** `killed`: the process ends before it knows, and the next one's clock is another. */
  readonly answer: 'acknowledged' | 'refused' | 'doubtful' | 'killed';
  readonly isStored: boolean;
  readonly arrivesAfter: number;
  /** Of a process that comes after a kill, against the time that really is. */
  readonly clockOffset: number;
  /** Between a part of it and the whole can be read. */
  readonly partFor: number;
}

const LATEST_ARRIVAL = 1000;
const PACE = { spacingMs: 10, latestArrivalMs: LATEST_ARRIVAL };
const ALL_WELL: Fate = {
  answer: 'acknowledged',
  isStored: true,
  arrivesAfter: 0,
  clockOffset: 0,
  partFor: 0,
};

const fates: fc.Arbitrary<Fate> = fc
  .record({
    answer: fc.constantFrom<Fate['answer'][]>('acknowledged', 'refused', 'doubtful', 'killed'),
    coin: fc.boolean(),
    arrivesAfter: fc.integer({ min: 0, max: LATEST_ARRIVAL - 1 }),
    clockOffset: fc.integer({ min: -10_000_000, max: 10_000_000 }),
    partFor: fc.integer({ min: 0, max: 2000 }),
  })
  .map(({ answer, coin, arrivesAfter, ...rest }) => {
    const isLost = answer === 'doubtful' || answer === 'killed';
    const isStored = answer === 'acknowledged' || (isLost && coin);
    return { ...rest, answer, isStored, arrivesAfter: isLost ? arrivesAfter : 0 };
  });

/**
 * Plays a delivery to its end in a world of such fates; how often each call was stored,
 * and by which records.
 *
 * @param showsAfter of each call, the oldest first and never before a younger one's
 */
function play(showsAfter: readonly number[], dealt: readonly Fate[]) {
  let delivery: Delivery = newDelivery(showsAfter.length);
  /** The time that really is; a process sees it with its offset. */
  let time = 0;
  let offset = 0;
  let look: Look | undefined;
  let dealtSoFar = 0;
  const records: LedgerRecord[] = [];
  const stored: { readonly call: number; readonly partFrom: number; readonly shows: number }[] = [];
  const shown = new Map<number, number>();
  const write = (record: LedgerRecord) => {
    records.push(record);
    delivery = advance(delivery, record);
  };
  const now = () => time + offset;
  // What comes after all that was dealt goes well.
  const deal = (): Fate => dealt[dealtSoFar++] ?? ALL_WELL;
  const restart = ({ clockOffset }: Fate) => {
    offset = clockOffset;
    look = undefined;
    write({ kind: 'resumed', at: now() });
    for (const call of callsThat(delivery, 'sending'))
      write({ kind: 'doubtful', call, at: now(), why: 'the test' });
  };
  for (let steps = 0; steps < 5000; steps++) {
    const step = nextStep(delivery, look, now(), PACE);
    if (step.is === 'done') break;
    if (step.is === 'wait') time += Math.max(1, step.until - now());
    if (step.is === 'send') {
      const { call } = step;
      const fate = deal();
      const { answer, isStored, arrivesAfter, partFor } = fate;
      write({ kind: 'sending', call, at: now() });
      const shows = time + arrivesAfter + showsAfter[call];
      if (isStored) stored.push({ call, partFrom: Math.max(time, shows - partFor), shows });
      if (answer === 'killed') restart(fate);
      else if (answer === 'acknowledged') write({ kind: 'acknowledged', call, at: now() });
      else write({ kind: answer, call, at: now(), why: 'the test' });
    }
    if (step.is === 'witness') {
      const timestamp = delivery.witnesses.length;
      const fate = deal();
      const { answer, isStored, arrivesAfter } = fate;
      const waitedMs = now() - witnessFrom(delivery, 0);
      write({ kind: 'witness', timestamp, at: now(), waitedMs });
      // It is dated as the oldest that is in doubt.
      const [oldest] = callsThat(delivery, 'doubtful');
      if (isStored) shown.set(timestamp, time + arrivesAfter + showsAfter[oldest]);
      if (answer === 'acknowledged') write({ kind: 'witness-acknowledged', timestamp, at: now() });
      if (answer === 'killed') restart(fate);
    }
    if (step.is === 'look') {
      const found = new Map(
        delivery.calls.map((_, call) => {
          const ones = stored.filter((one) => one.call === call);
          const whole = ones.filter(({ shows }) => shows <= time).length;
          const some = ones.filter(({ partFrom }) => partFrom <= time).length;
          if (whole === 0) return [call, some === 0 ? 'nothing' : 'part'] as const;
          return [call, whole === 1 ? 'whole' : 'more'] as const;
        }),
      );
      const witnesses = new Set([...shown].flatMap(([stamp, at]) => (at <= time ? [stamp] : [])));
      look = { at: now(), found, witnesses };
      for (const record of settle(delivery, look, LATEST_ARRIVAL)) write(record);
    }
    time += 1;
  }
  const times = delivery.calls.map((_, call) => stored.filter((one) => one.call === call).length);
  return { delivery, records, times };
}

describe('a delivery in any world where what is older does not show sooner', () => {
  const worlds = fc.tuple(
    fc
      .array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 6 })
      .map((delays) => delays.sort((one, other) => other - one)),
    fc.array(fates, { maxLength: 40 }),
  );

  it('ends, with every call stored once', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { delivery, times } = play(...world);
        expect(isDelivered(delivery)).toBe(true);
        expect(times.every((count) => count === 1)).toBe(true);
      }),
    );
  });

  it('is where its records say, wherever they end', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { delivery, records } = play(...world);
        expect(records.reduce(advance, newDelivery(world[0].length))).toEqual(delivery);
      }),
      { numRuns: 20 },
    );
  });

  it('does not believe a witness that left before the last doubt, whatever the clocks say', () => {
    const records: LedgerRecord[] = [
      { kind: 'sending', call: 0, at: 50_000 },
      { kind: 'doubtful', call: 0, at: 50_100, why: 'the test' },
      { kind: 'witness', timestamp: 300, at: 52_000, waitedMs: 1900 },
      { kind: 'witness-seen', timestamp: 300, at: 52_100 },
      { kind: 'settled', call: 0, at: 54_000, as: 'absent' },
      { kind: 'resumed', at: 0 },
      { kind: 'sending', call: 0, at: 0 },
      { kind: 'doubtful', call: 0, at: 10, why: 'the test' },
    ];
    const delivery = records.reduce(advance, newDelivery(1));
    const look = {
      at: 60_000,
      found: new Map([[0, 'nothing' as const]]),
      witnesses: new Set([300]),
    };
    expect(settle(delivery, look, LATEST_ARRIVAL)).toEqual([]);
  });

  it('goes on at once where a clock was ahead that is right again', () => {
    const year = 365 * 24 * 3_600_000;
    const records: LedgerRecord[] = [
      { kind: 'sending', call: 0, at: year },
      { kind: 'acknowledged', call: 0, at: year },
      { kind: 'resumed', at: 1000 },
    ];
    const delivery = records.reduce(advance, newDelivery(2));
    expect(delivery.progressAt).toBe(1000);
    expect(nextStep(delivery, undefined, 1010, PACE)).toEqual({ is: 'send', call: 1 });
  });
});
