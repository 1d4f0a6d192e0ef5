import { describe, expect, it } from 'vitest';
import { formatTimestamp } from '../../../src/curve/timestamp.ts';
import {
  type ForecastRecord,
  parseRecords,
} from '../../../src/predict/from-aws/forecast-record.ts';
import { scoreRecords } from '../../../src/predict/from-aws/score-records.ts';
import { seededMetrics } from '../../../src/predict/policy/seeded-metrics.ts';

const HOUR = 3600;
/** 2026-11-02T00:00:00Z. */
const START = 1_793_577_600;

const QUERIES =
  seededMetrics({ namespace: 'Shop/Seed', group: 'shop' }, 'cpu').CustomizedLoadMetricSpecification
    ?.MetricDataQueries ?? [];

/** A record of four hours that begin so many after the start. */
function record(after: number, aws: (number | null)[], own: (number | null)[]): ForecastRecord {
  const at = formatTimestamp(START + after * HOUR);
  return {
    schemaVersion: 1,
    at,
    updatedAt: at,
    group: 'shop',
    policy: 'shop-predictive',
    loadQueries: QUERIES,
    timestamps: aws.map((_, hour) => formatTimestamp(START + (after + hour) * HOUR)),
    aws: { load: aws, capacity: aws },
    own: { load: own, capacity: own },
  };
}

describe('parseRecords', () => {
  it('reads what was recorded', () => {
    const records = [record(0, [1, null], [2, 3]), record(6, [4], [5])];
    const text = records.map((one) => `${JSON.stringify(one)}\n`).join('');
    expect(parseRecords(text, 'f.ndjson')).toEqual({ records, isCutOff: false });
  });

  it('leaves out what a kill cut off at the end', () => {
    const whole = `${JSON.stringify(record(0, [1], [2]))}\n`;
    const { records, isCutOff } = parseRecords(whole + whole.slice(0, 40), 'f.ndjson');
    expect([records.length, isCutOff]).toEqual([1, true]);
  });

  it.each([
    ['{"at":', 'f.ndjson:1: is no JSON'],
    ['{}', 'f.ndjson:1: schemaVersion is not 1'],
    ['[]', 'f.ndjson:1: the line is a list: give a mapping'],
  ])('refuses %s by its line', (line, says) => {
    expect(() => parseRecords(`${line}\n`, 'f.ndjson')).toThrow(says);
  });

  it('names the entry of a list that is wrong', () => {
    const wrong = { ...record(0, [1], [2]), aws: { load: [1, 'many'], capacity: [1, 2] } };
    expect(() => parseRecords(`${JSON.stringify(wrong)}\n`, 'f.ndjson')).toThrow(
      'f.ndjson:1: aws.load[1] is "many": give a number',
    );
  });
});

describe('scoreRecords', () => {
  const came = new Map([100, 200, 0, 400].map((load, hour) => [START + hour * HOUR, load]));
  const asked: unknown[] = [];
  const read = async (...question: unknown[]) => {
    asked.push(question);
    return came;
  };

  it('counts the hours that have come and have load, as AWS’s metric math does', async () => {
    const records = [record(0, [110, 180, 50, 400], [100, 200, 0, 200]), record(3, [500], [400])];
    const [first, second] = await scoreRecords(records, read, START + 4 * HOUR + 60);
    // (10 % + 10 % + 0 %) ÷ 3, and 740 of 700; (0 + 0 + 50 %) ÷ 3, and 500 of 700.
    expect(first).toMatchObject({ hours: 4 });
    expect(first.awsMAPE).toBeCloseTo(20 / 3, 10);
    expect(first.awsBias).toBeCloseTo(100 * (740 / 700 - 1), 10);
    expect(first.ownMAPE).toBeCloseTo(50 / 3, 10);
    expect(second.awsMAPE).toBeCloseTo(25, 10);
    expect(asked.at(-1)).toEqual([QUERIES, HOUR, START, START + 4 * HOUR]);
  });

  it('does not count the hour under way', async () => {
    const [score] = await scoreRecords([record(0, [100, 100], [1, 1])], read, START + 1.5 * HOUR);
    expect(asked.at(-1)).toEqual([QUERIES, HOUR, START, START + HOUR]);
    expect(score.hours).toBe(1);
  });

  it('holds each against the load that it was made of, where the policy was put anew by another', async () => {
    const other = [{ Id: 'load', Expression: 'TIME_SERIES(100)', ReturnData: true }];
    const readEither: typeof read = async (queries, ...span) =>
      queries === other ? new Map([[START, 50]]) : read(queries, ...span);
    const scores = await scoreRecords(
      [record(0, [100], [100]), { ...record(0, [100], [100]), loadQueries: other }],
      readEither,
      START + HOUR,
    );
    expect(scores.map(({ awsMAPE }) => awsMAPE)).toEqual([0, 100]);
  });

  it('has nothing to say of a forecast of which no hour has come', async () => {
    const [score] = await scoreRecords([record(6, [100], [100])], read, START + HOUR);
    expect(score).toMatchObject({ hours: 0, awsMAPE: Number.NaN, ownBias: Number.NaN });
  });
});
