import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../../src/error.ts';
import type { SeedCloudWatch } from '../../../src/predict/seed/cloudwatch.ts';
import { readLedger } from '../../../src/predict/seed/ledger.ts';
import { verifyUntil } from '../../../src/predict/seed/verify.ts';
import { HOUR, MIDNIGHT } from '../../lab/rig.ts';
import { seedRig } from './rig.ts';

type Rig = Awaited<ReturnType<typeof seedRig>>;

function verified(
  rig: Omit<Rig, 'cloudWatch'> & { readonly cloudWatch: SeedCloudWatch },
  waitMs = 0,
) {
  const { plan, identified, path, cloudWatch, options } = rig;
  return verifyUntil(
    plan,
    async () => (await readLedger(identified, 'apply', path))?.delivery,
    cloudWatch,
    options.clock,
    rig.clock.now + waitMs,
    options.stop,
    () => {},
  );
}

describe('verifying a plan', () => {
  it('finds everything once', async () => {
    const rig = await seedRig();
    await rig.apply();
    expect(await verified(rig)).toMatchObject({ points: 1152, right: 1152, missing: 0 });
  });

  it('tells what was not sent from what cannot be read yet', async () => {
    const rig = await seedRig({ visibility: 'documented' });
    const stop = new AbortController();
    await rig.apply({
      stop: stop.signal,
      onProgress: ({ calls }) => calls[1].is === 'acknowledged' && stop.abort(),
    });
    expect(await verified(rig)).toMatchObject({ right: 0, missing: 1152, unsent: 1152 - 600 });
  });

  it('says until when the rest is to be expected, and it is there then', async () => {
    const rig = await seedRig({ visibility: 'documented', hours: 30 });
    await rig.apply();
    const { missing, readable } = await verified(rig);
    expect(missing).toBe(1440);
    // The last call has points of no more than a day, but others are older: 48 hours.
    const { asDocumented = 0 } = readable ?? {};
    expect(asDocumented - MIDNIGHT).toBeGreaterThanOrEqual(48 * HOUR);
    rig.clock.now = asDocumented;
    expect(await verified(rig)).toMatchObject({ right: 1440 });
  });

  it('waits for what cannot be read yet, no longer than it was told', async () => {
    const rig = await seedRig({ visibility: 'documented', hours: 20 });
    await rig.apply();
    expect(await verified(rig, HOUR)).toMatchObject({ doubled: 0, wrong: 0 });
    expect(rig.clock.now - MIDNIGHT).toBeLessThan(1.1 * HOUR);
    expect(await verified(rig, 2 * HOUR)).toMatchObject({ right: 960 });
  });

  it('finds what counts twice, and what is something else', async () => {
    const rig = await seedRig();
    await rig.apply();
    const [first, second] = rig.plan.calls[0].data;
    await rig.cloudWatch.put(rig.plan, [first, { ...second, Value: -7 }]);
    const { doubled, wrong, examples } = await verified(rig);
    expect([doubled, wrong]).toEqual([1, 1]);
    expect(examples.map(({ metric }) => metric)).toEqual(['CPUUtilization', 'Instances']);
  });

  it('takes a look that failed for none, as long as there is time', async () => {
    const rig = await seedRig();
    await rig.apply();
    let looks = 0;
    const flaky: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: (...args) => rig.cloudWatch.put(...args),
      read: async (...args) => {
        if (++looks < 3) throw new PlimsollError('unreachable', 'nobody answers');
        return rig.cloudWatch.read(...args);
      },
      list: (...args) => rig.cloudWatch.list(...args),
    };
    const seen = { ...rig, cloudWatch: flaky };
    await expect(verified(seen)).rejects.toThrow('nobody answers');
    looks = 0;
    expect(await verified(seen, HOUR)).toMatchObject({ right: 1152 });
  });

  it('does not wait for what was never sent', async () => {
    const rig = await seedRig();
    const stop = new AbortController();
    await rig.apply({
      stop: stop.signal,
      onProgress: ({ calls }) => calls[1].is === 'acknowledged' && stop.abort(),
    });
    const before = rig.clock.now;
    expect(await verified(rig, HOUR)).toMatchObject({ right: 600, missing: 552, unsent: 552 });
    expect(rig.clock.now).toBe(before);
  });
});
