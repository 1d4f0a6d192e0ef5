import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  advance,
  type Delivery,
  isDelivered,
  newDelivery,
} from '../../../src/predict/seed/delivery.ts';
import type { LedgerRecord } from '../../../src/predict/seed/ledger-record.ts';
import { nextStep } from '../../../src/predict/seed/next-step.ts';
import { type Look, settle } from '../../../src/predict/seed/settle.ts';

/** What befalls a request, and how long it takes to be stored and to show; milliseconds. */
interface Fate {
  readonly answer: 'acknowledged' | 'refused' | 'doubtful';
  readonly isStored: boolean;
  readonly arrivesAfter: number;
}

const LATEST_ARRIVAL = 1000;
const PACE = { spacingMs: 10, latestArrivalMs: LATEST_ARRIVAL };

const fates: fc.Arbitrary<Fate> = fc
  .record({
    answer: fc.constantFrom('acknowledged' as const, 'refused' as const, 'doubtful' as const),
    coin: fc.boolean(),
    arrivesAfter: fc.integer({ min: 0, max: LATEST_ARRIVAL - 1 }),
  })
  .map(({ answer, coin, arrivesAfter }) => ({
    answer,
    isStored: answer === 'acknowledged' || (answer === 'doubtful' && coin),
    arrivesAfter: answer === 'doubtful' ? arrivesAfter : 0,
  }));

/** Plays a delivery to its end in a world of such fates; how often each call was stored, and by which records. */
function play(calls: number, dealt: readonly Fate[], showsAfter: number) {
  let delivery: Delivery = newDelivery(calls);
  let now = 0;
  let look: Look | undefined;
  let dealtSoFar = 0;
  const records: LedgerRecord[] = [];
  const stored: { readonly call: number; readonly shows: number }[] = [];
  const shown = new Map<number, number>();
  const write = (record: LedgerRecord) => {
    records.push(record);
    delivery = advance(delivery, record);
  };
  // What comes after all that was dealt goes well.
  const deal = (): Fate =>
    dealt[dealtSoFar++] ?? { answer: 'acknowledged', isStored: true, arrivesAfter: 0 };
  for (let steps = 0; steps < 5000; steps++) {
    const step = nextStep(delivery, look, now, PACE);
    if (step.is === 'done') break;
    if (step.is === 'wait') now = Math.max(now + 1, step.until);
    if (step.is === 'send') {
      const { call } = step;
      const { answer, isStored, arrivesAfter } = deal();
      write({ kind: 'sending', call, at: now });
      if (isStored) stored.push({ call, shows: now + arrivesAfter + showsAfter });
      if (answer === 'acknowledged') write({ kind: 'acknowledged', call, at: now });
      else write({ kind: answer, call, at: now, why: 'the test' });
    }
    if (step.is === 'witness') {
      const timestamp = delivery.witnesses.length;
      const { answer, isStored, arrivesAfter } = deal();
      write({ kind: 'witness', timestamp, at: now });
      if (isStored) shown.set(timestamp, now + arrivesAfter + showsAfter);
      if (answer === 'acknowledged') write({ kind: 'witness-acknowledged', timestamp, at: now });
    }
    if (step.is === 'look') {
      const found = new Map(
        delivery.calls.map((_, call) => {
          const times = stored.filter((one) => one.call === call && one.shows <= now).length;
          return [call, times === 0 ? 'nothing' : times === 1 ? 'whole' : 'more'] as const;
        }),
      );
      const witnesses = new Set([...shown].flatMap(([stamp, at]) => (at <= now ? [stamp] : [])));
      look = { at: now, found, witnesses };
      for (const record of settle(delivery, look, LATEST_ARRIVAL)) write(record);
    }
    now += 1;
  }
  const times = delivery.calls.map((_, call) => stored.filter((one) => one.call === call).length);
  return { delivery, records, times };
}

describe('a delivery in any world where things show in a time that is always the same', () => {
  const worlds = fc.tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.array(fates, { maxLength: 40 }),
    fc.integer({ min: 0, max: 100_000 }),
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
        expect(records.reduce(advance, newDelivery(world[0]))).toEqual(delivery);
      }),
      { numRuns: 20 },
    );
  });
});
