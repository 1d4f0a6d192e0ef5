import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../src/error.ts';
import { mergeRecordings } from '../../src/load/merge.ts';
import { outcomeOf } from '../../src/load/outcome.ts';
import { readRecordings } from '../../src/load/read-recording.ts';
import type { Recording } from '../../src/load/recording.ts';
import { aRecording, aSecond, encoded } from './a-second.ts';

/** When the second generator of a shard starts. */
const LATER = '2026-01-05T00:00:01.000Z';
const counts = (planned: readonly number[]) =>
  planned.map((count, second) => aSecond(second, count));
const shard = (index: number, of: number, planned: readonly number[]) =>
  aRecording({ generator: `g${index}`, shard: { index, of } }, counts(planned));

describe('recordings', () => {
  const parts = [shard(0, 3, [3, 4]), shard(1, 3, [3, 3]), shard(2, 3, [2, 3])];

  it('merge to the same in any order, however often each is given', () => {
    const expected = outcomeOf(mergeRecordings(parts), []);
    expect(expected.planned).toBe(18);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 2 }), { maxLength: 6 }), (again) => {
        const given = [...again.map((i) => parts[i]), ...parts.toReversed()];
        expect(outcomeOf(mergeRecordings(given), [])).toEqual(expected);
      }),
    );
  });

  it('merge their latencies without loss', () => {
    const fast = aRecording({ generator: 'a', shard: { index: 0, of: 2 } }, [
      aSecond(0, 90, { response: encoded(Array(90).fill(1000)) }),
    ]);
    const slow = aRecording({ generator: 'b', shard: { index: 1, of: 2 } }, [
      aSecond(0, 10, { response: encoded(Array(10).fill(500_000)) }),
    ]);
    const { p50, p90, p95 } = outcomeOf(mergeRecordings([slow, fast]), []).responseTimeMs;
    // Three digits: to within 0.1 %.
    expect([p50, p90].map((ms) => Math.round(ms ?? 0))).toEqual([1, 1]);
    expect(Math.abs((p95 ?? 0) / 500 - 1)).toBeLessThan(0.001);
  });

  it('tell which shards and seconds are missing', () => {
    const [first, , third] = parts;
    const holed = { ...third, seconds: third.seconds.slice(1) };
    const { missingShards, missingSeconds } = mergeRecordings([first, holed]);
    expect([missingShards, missingSeconds]).toEqual([[1], 1]);
  });

  it('that break off lack the rest of the curve, and what was under way', () => {
    const seconds = [
      aSecond(0, 10),
      aSecond(1, 10, { sent: 8, completed: 5, waiting: 2, inFlight: 3 }),
    ];
    const killed = { ...aRecording({ seconds: 5 }, seconds), end: undefined };
    const { interrupted, unfinished, recordings } = outcomeOf(mergeRecordings([killed]), []);
    expect([interrupted, unfinished, recordings.missingSeconds]).toEqual([
      true,
      { waiting: 2, inFlight: 3 },
      3,
    ]);
  });

  it('of two generators that sent the same seconds count once, the one that started first', () => {
    const early = { ...aRecording({ generator: 'b', seconds: 3 }, counts([5, 5])), end: undefined };
    const late = aRecording({ generator: 'a', startedAt: LATER }, counts([7, 7, 7]));
    for (const given of [
      [early, late],
      [late, early],
    ]) {
      const { planned, recordings } = outcomeOf(mergeRecordings(given), []);
      expect([planned, recordings.overlappingSeconds]).toEqual([17, 2]);
    }
  });

  it('of which one broke off and another went on add up, and tell that one was killed', () => {
    const underWay = { sent: 8, completed: 5, waiting: 2, inFlight: 3 };
    const killed = { ...aRecording({ seconds: 3 }, [aSecond(0, 10, underWay)]), end: undefined };
    // Of its own first second, which does not count, it brings one that waits and four under way.
    const next = aRecording({ generator: 'b', startedAt: LATER }, [
      aSecond(0, 10, { sent: 9, completed: 5, waiting: 1, inFlight: 4 }),
      aSecond(1, 10, { sent: 11, completed: 15 }),
      aSecond(2, 10),
    ]);
    const outcome = outcomeOf(mergeRecordings([next, killed]), []);
    const { planned, sent, dropped, completed, failed, unfinished, interrupted } = outcome;
    expect([unfinished, interrupted]).toEqual([{ waiting: 1, inFlight: -1 }, true]);
    expect(sent + dropped + unfinished.waiting).toBe(planned);
    expect(completed + failed.total + unfinished.inFlight).toBe(sent);
  });

  it('of a generator that came to the end of the curve count no later seconds of another', () => {
    const first = aRecording({}, counts([5, 5]));
    const again = aRecording({ generator: 'b', startedAt: LATER }, [
      ...counts([5, 5]),
      aSecond(2, 0, { completed: 3 }),
    ]);
    const { planned, sent, completed } = outcomeOf(mergeRecordings([first, again]), []);
    expect([planned, sent, completed]).toEqual([10, 10, 10]);
  });

  it('of which the last one broke off lack the rest, however another ended', () => {
    const stopped = aRecording({ seconds: 5 }, counts([5]), 'interrupted');
    const killed = aRecording({ generator: 'b', startedAt: LATER }, counts([5, 5]));
    const { missingSeconds } = mergeRecordings([stopped, { ...killed, end: undefined }]);
    expect(missingSeconds).toBe(3);
  });

  it.each<[string, Recording, RegExp]>([
    [
      'another run',
      aRecording({ runId: 'other' }, counts([1])),
      /is of run other, .* of run run; report each run by itself/,
    ],
    ['another division', shard(0, 2, [1]), /is shard 1 of 2, .* one of 3: they do not add up/],
  ])('of %s are refused', (_, stranger, message) => {
    expect(() => mergeRecordings([parts[0], stranger])).toThrow(message);
  });
});

describe('a file of recordings', () => {
  const recording = aRecording({}, counts([3, 4, 5]));
  const { header, seconds, end } = recording;
  const text = [header, ...seconds, { end }].map((line) => `${JSON.stringify(line)}\n`).join('');

  it('reads as it was written, in however many pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: text.length }), { maxLength: 4 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
        expect(await readRecordings(pieces, 'a.ndjson')).toEqual([recording]);
      }),
    );
  });

  it('that is cut off anywhere reads to its last whole line', async () => {
    const firstLine = text.indexOf('\n') + 1;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: firstLine, max: text.length }), async (length) => {
        const cut = text.slice(0, length);
        const whole = Math.min(cut.split('\n').length - 2, seconds.length);
        const [read] = await readRecordings([cut], 'a.ndjson');
        expect(read.seconds).toEqual(seconds.slice(0, whole));
      }),
    );
  });

  it('may hold several, one after the other', async () => {
    expect(await readRecordings([text, text], 'a.ndjson')).toHaveLength(2);
  });

  it.each([
    ['nothing', '', 'a.ndjson: the file is empty; there is nothing to report'],
    ['half a line', '{"plim', 'a.ndjson: its first line is broken off; there is nothing to report'],
    [
      'no JSON',
      'a,b\n',
      'a.ndjson:1: no line of a recording (it is no JSON); give files that load run --record wrote',
    ],
    [
      'no header',
      text.slice(text.indexOf('\n') + 1),
      'a.ndjson:1: no recording begins here; the first line of a file that load run --record wrote is missing',
    ],
    [
      'a negative count',
      text.replace('"planned":4', '"planned":-4'),
      /^a\.ndjson:3: no line of a recording \(planned: /,
    ],
    [
      'a damaged histogram',
      text.replace(/"response":"[^"]*"/, '"response":"AAAA"'),
      /^a\.ndjson:2: no line of a recording \(response: is damaged: no histogram\)/,
    ],
    [
      'a shard beyond the last',
      text.replace('"index":0', '"index":5'),
      /^a\.ndjson:1: no line of a recording \(shard: the index, from 0, must be below/,
    ],
    [
      'a threshold that is none',
      text.replace('"slo":[]', '"slo":["x"]'),
      /^a\.ndjson:1: no line of a recording \(slo\.0: "x" is no threshold: write p95/,
    ],
  ])('that holds %s is refused, with its line', async (_, wrong, message) => {
    const read = readRecordings([wrong], 'a.ndjson');
    await expect(read).rejects.toThrow(PlimsollError);
    await expect(read).rejects.toThrow(message);
  });
});
