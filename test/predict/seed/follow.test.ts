import { describe, expect, it } from 'vitest';
import { SdkCloudWatch } from '../../../src/aws/cloudwatch.ts';
import type { SeedCloudWatch } from '../../../src/predict/seed/cloudwatch.ts';
import { samplesOf } from '../../../src/predict/seed/cloudwatch.ts';
import { callsThat } from '../../../src/predict/seed/delivery.ts';
import { type FollowOptions, followPlan } from '../../../src/predict/seed/follow.ts';
import { HOUR, lab, MIDNIGHT } from '../../lab/rig.ts';
import { seedRig } from './rig.ts';

async function followRig(options: Parameters<typeof seedRig>[0] = {}) {
  const rig = await seedRig(options);
  await rig.apply();
  const published: number[] = [];
  return {
    ...rig,
    published,
    follow: (changes: Partial<FollowOptions> = {}) =>
      followPlan(rig.identified, {
        ...rig.options,
        until: rig.clock.now + HOUR,
        onPublished: (time) => published.push(time),
        onHole: () => {},
        ...changes,
      }),
  };
}

type Rig = Awaited<ReturnType<typeof followRig>>;

/** SampleCount and Sum of the requests in the periods after the plan's end, and the day before. */
async function requests({ cloudWatch, plan, clock }: Rig) {
  const end = 300 * Math.floor(clock.now / 300_000);
  const read = async (shift: number) => {
    const span = { start: plan.end - shift, end: end - shift };
    const readings = await cloudWatch.read(plan, ['Requests'], span);
    const { sampleCount, sum } = readings.get('Requests') ?? { sampleCount: [], sum: [] };
    return { sampleCount: [...sampleCount], sum: [...sum] };
  };
  return { now: await read(0), dayBefore: await read(86_400) };
}

describe('following a plan', () => {
  it('publishes each period as it ends, as the day before had it', async () => {
    const rig = await followRig();
    await rig.follow();
    const { now, dayBefore } = await requests(rig);
    expect(now).toEqual(dayBefore);
    expect(now.sampleCount).toEqual(Array(12).fill(1));
    expect(rig.published.map((time) => time - MIDNIGHT / 1000)).toEqual(
      Array.from({ length: 13 }, (_, i) => 300 * i),
    );
  });

  it('takes the week before, where the plan has one', async () => {
    const rig = await followRig({ hours: 8 * 24, mostData: 1000 });
    await rig.follow();
    const week = rig.plan.calls
      .flatMap(({ data }) => data)
      .filter(({ MetricName }) => MetricName === 'Requests')
      .filter(({ Timestamp }) => Timestamp >= rig.plan.end - 7 * 86_400)
      .slice(0, 12);
    const { now } = await requests(rig);
    expect(now.sum).toEqual(week.map((datum) => samplesOf(datum).sum));
  });

  it('fills in what ended since it was last running, in the fewest calls', async () => {
    const rig = await followRig();
    await rig.follow();
    rig.clock.now += 24 * HOUR;
    const { before, after } = await rig.follow();
    // 288 periods of 4 data at once, then 12 as they end.
    expect(after.calls.length - before.calls.length).toBe(2 + 12);
    const { now } = await requests(rig);
    expect(now.sampleCount).toEqual(Array(12 * 26).fill(1));
  });

  it('publishes once what was in doubt when it was killed', async () => {
    const rig = await followRig();
    let puts = 0;
    const crash: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: async (place, data) => {
        const fate = await rig.cloudWatch.put(place, data);
        if (++puts === 3) throw new Error('crash');
        return fate;
      },
      read: (...args) => rig.cloudWatch.read(...args),
      list: (...args) => rig.cloudWatch.list(...args),
    };
    await expect(rig.follow({ cloudWatch: crash })).rejects.toThrow('crash');
    await rig.follow();
    const { now, dayBefore } = await requests(rig);
    expect(now).toEqual(dayBefore);
  });

  it('publishes once under faults', async () => {
    const rig = await followRig({
      faults: ['PutMetricData:throttle=0.1,500=0.2,drop-after-store=0.2'],
    });
    const { after } = await rig.follow({ until: rig.clock.now + HOUR / 2 });
    expect(after.witnesses.length).toBeGreaterThan(0);
    // What was in doubt last is settled by the next run.
    rig.clock.now += HOUR;
    await rig.follow({ until: rig.clock.now + HOUR / 2 });
    const { now, dayBefore } = await requests(rig);
    expect(now).toEqual(dayBefore);
  });

  it('tells of what is too old to be filled in', async () => {
    const rig = await followRig();
    rig.clock.now += 15 * 24 * HOUR;
    const stop = new AbortController();
    const holes: number[][] = [];
    await rig.follow({
      stop: stop.signal,
      onHole: (from, to) => {
        holes.push([from, to]);
        stop.abort();
      },
    });
    // Two weeks back, with a quarter of an hour to spare, at the next period.
    const oldest = MIDNIGHT / 1000 + 86_400 + 1200;
    expect(holes).toEqual([[rig.plan.end, oldest]]);
  });

  it('ends when it is told to', async () => {
    const rig = await followRig();
    const stop = new AbortController();
    const { publishedUntil } = await rig.follow({
      until: Number.POSITIVE_INFINITY,
      stop: stop.signal,
      onPublished: (time) => time === rig.plan.end + 600 && stop.abort(),
    });
    expect(publishedUntil).toBe(rig.plan.end + 600);
  });

  it('refuses a plan that is not applied', async () => {
    const rig = await seedRig();
    await expect(
      followPlan(rig.identified, {
        ...rig.options,
        until: rig.clock.now,
        onPublished: () => {},
        onHole: () => {},
      }),
    ).rejects.toThrow('is not wholly applied, and what follows would leave a hole; apply it first');
  });

  it('refuses where somebody else publishes after the plan', async () => {
    const rig = await followRig();
    await rig.cloudWatch.put(rig.plan, [
      { MetricName: 'Requests', Timestamp: rig.plan.end, Value: 1 },
    ]);
    rig.clock.now += HOUR;
    await expect(rig.follow()).rejects.toThrow(
      'Shop/Seed: somebody else publishes Requests of "shop-asg" after the plan\'s end',
    );
  });

  it('refuses another CloudWatch than the one to which the plan was applied', async () => {
    const rig = await followRig();
    const { url } = await lab();
    const cloudWatch = new SdkCloudWatch({ endpointUrl: url }, 5);
    await expect(rig.follow({ cloudWatch })).rejects.toThrow(
      /plan\.ledger: tells of .*, and this is /,
    );
  });

  it('goes on two weeks later where a call was never sent, and tells of the hole', async () => {
    const rig = await followRig();
    rig.clock.now += HOUR;
    const crash: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: async () => {
        throw new Error('crash');
      },
      read: (...args) => rig.cloudWatch.read(...args),
      list: (...args) => rig.cloudWatch.list(...args),
    };
    await expect(rig.follow({ cloudWatch: crash })).rejects.toThrow('crash');
    // The first half of that hour is too old by then; a minute is to spare.
    rig.clock.now += 14 * 24 * HOUR - HOUR / 2;
    const holes: number[][] = [];
    const { publishedUntil, after } = await rig.follow({
      until: rig.clock.now,
      onHole: (from, to) => holes.push([from - rig.plan.end, to - rig.plan.end]),
    });
    expect(holes).toEqual([[0, 2100]]);
    expect(publishedUntil).toBe(300 * Math.floor(rig.clock.now / 300_000));
    expect(callsThat(after, 'unsent')).toEqual([]);
    const span = { start: rig.plan.end, end: rig.plan.end + 3600 };
    const { sampleCount = [] } =
      (await rig.cloudWatch.read(rig.plan, ['Requests'], span)).get('Requests') ?? {};
    expect([...sampleCount]).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });
});
