import { describe, expect, it } from 'vitest';
import { type CloudWatchOptions, parseCloudWatch } from '../../src/curve/cloudwatch.ts';

/** As `aws cloudwatch get-metric-data` prints it: the latest first. */
const METRIC_DATA = JSON.stringify({
  MetricDataResults: [
    {
      Id: 'requests',
      Label: 'RequestCount',
      Timestamps: [
        '2026-06-01T10:04:00+00:00',
        '2026-06-01T10:03:00+00:00',
        '2026-06-01T10:01:00+00:00',
        '2026-06-01T10:00:00+00:00',
      ],
      Values: [240, 180, 120, 60],
      StatusCode: 'Complete',
    },
  ],
  Messages: [],
});

describe('what CloudWatch prints', () => {
  it('is read as counts a period, in the order of time, a missing datapoint as a gap', () => {
    const curve = read(METRIC_DATA);
    expect(curve.stepSeconds).toBe(60);
    expect(minutes(curve)).toEqual(['0 1', '1 2', '3 3', '4 4']);
  });

  it('has zeros for missing datapoints when told to', () => {
    expect(minutes(read(METRIC_DATA, { isQuietKnown: true }))).toEqual([
      '0 1',
      '1 2',
      '2 0',
      '3 3',
      '4 4',
    ]);
  });

  it('has the period that is given, where most periods are quiet', () => {
    const sparse = '{"Datapoints":[{"Timestamp":0,"Sum":60},{"Timestamp":300,"Sum":60}]}';
    const { stepSeconds, requestsPerSecond } = read(sparse, { period: 60, isQuietKnown: true });
    expect([stepSeconds, ...requestsPerSecond]).toEqual([60, 1, 0, 0, 0, 0, 1]);
  });

  it('is partial where CloudWatch says so of its last page', () => {
    const page = (minute: number, StatusCode: string) => ({
      ...{ Id: 'm', StatusCode, Values: [60, 60] },
      Timestamps: [120 * minute, 120 * minute + 60],
    });
    const isPartial = (...pages: object[]) =>
      parseCloudWatch(JSON.stringify({ MetricDataResults: pages }), '', { isQuietKnown: false })
        .isPartial;
    expect(isPartial(page(0, 'PartialData'))).toBe(true);
    expect(isPartial(page(0, 'PartialData'), page(1, 'Complete'))).toBe(false);
  });

  it('comes in pages of one result', () => {
    const page = (minute: number) => ({
      Id: 'm',
      Timestamps: [`2026-06-01T10:0${minute}:00Z`],
      Values: [60],
    });
    const curve = read(JSON.stringify({ MetricDataResults: [page(2), page(1), page(0)] }));
    expect(minutes(curve)).toEqual(['0 1', '1 1', '2 1']);
  });

  it('is read from get-metric-statistics too', () => {
    const datapoint = (minute: string, Sum: number) => ({
      Timestamp: `2026-06-01T10:${minute}:00Z`,
      Sum,
      Unit: 'Count',
    });
    const curve = read(
      JSON.stringify({
        Label: 'RequestCount',
        Datapoints: [datapoint('05', 600), datapoint('00', 300)],
      }),
    );
    expect([curve.stepSeconds, ...minutes(curve)]).toEqual([300, '0 1', '5 2']);
  });

  const two = JSON.stringify({
    MetricDataResults: [
      { Id: 'a', Timestamps: ['2026-06-01T10:00:00Z', '2026-06-01T10:01:00Z'], Values: [60, 60] },
      { Id: 'b', Timestamps: ['2026-06-01T10:00:00Z', '2026-06-01T10:01:00Z'], Values: [120, 120] },
    ],
  });

  it('holds several results, of which one is chosen', () => {
    expect(minutes(read(two, { id: 'b' }))).toEqual(['0 2', '1 2']);
  });

  it.each([
    ['text', 'hello', 'is no JSON'],
    ['other JSON', '{}', 'has neither MetricDataResults nor Datapoints'],
    ['two results without a choice', two, 'holds the results "a", "b"; name one of them with --id'],
    [
      'an average',
      '{"Datapoints":[{"Timestamp":"2026-06-01T10:00:00Z","Average":1}]}',
      'a datapoint has no Sum; ask for it with --statistics Sum',
    ],
    [
      'one datapoint',
      '{"Datapoints":[{"Timestamp":1,"Sum":1}]}',
      'one datapoint; a curve takes two',
    ],
    [
      'a negative value',
      '{"MetricDataResults":[{"Id":"a","Timestamps":[0,60],"Values":[1,-1]}]}',
      'a value of -1 counts no requests',
    ],
    [
      'a time without a zone',
      '{"MetricDataResults":[{"Id":"a","Timestamps":["2026-06-01T10:00:00",60],"Values":[1,1]}]}',
      'holds a timestamp that is none',
    ],
    [
      'the same time twice',
      '{"MetricDataResults":[{"Id":"a","Timestamps":[60,60],"Values":[1,1]}]}',
      'two datapoints are of 1970-01-01T00:01:00.000Z',
    ],
    [
      'a value that is none',
      '{"MetricDataResults":[{"Id":"a","Timestamps":[0,60],"Values":[1,null]}]}',
      'a value is null, and no number',
    ],
    [
      'a datapoint off the period of the others',
      '{"MetricDataResults":[{"Id":"a","Timestamps":[0,300,600,660],"Values":[1,1,1,1]}]}',
      'the datapoint of 1970-01-01T00:11:00.000Z is 60 s after the one before, which is no multiple of the most frequent difference, 300 s; give the period of the request as --period',
    ],
    [
      'fewer values than times',
      '{"MetricDataResults":[{"Id":"a","Timestamps":[60],"Values":[]}]}',
      'has not a value for each of its Timestamps',
    ],
  ])('is refused where it is %s', (_, text, problem) => {
    expect(() => read(text)).toThrow(problem);
  });
});

function read(text: string, { isQuietKnown = false, id, period }: Partial<CloudWatchOptions> = {}) {
  return parseCloudWatch(text, 'metrics.json', { isQuietKnown, id, period }).curve;
}

function minutes({ timestamps, requestsPerSecond }: ReturnType<typeof read>): string[] {
  const start = Date.UTC(2026, 5, 1, 10) / 1000;
  return [...timestamps].map((at, i) => `${(at - start) / 60} ${requestsPerSecond[i]}`);
}
