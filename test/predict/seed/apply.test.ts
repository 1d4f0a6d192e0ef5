import { appendFileSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SdkCloudWatch } from '../../../src/aws/cloudwatch.ts';
import { PlimsollError } from '../../../src/error.ts';
import { recordLine } from '../../../src/journal/records.ts';
import { unfinished } from '../../../src/predict/seed/apply.ts';
import type { SeedCloudWatch } from '../../../src/predict/seed/cloudwatch.ts';
import { callsThat } from '../../../src/predict/seed/delivery.ts';
import { readLedger } from '../../../src/predict/seed/ledger.ts';
import { HOUR, lab, MIDNIGHT, MINUTE, sdk, temporaryDirectory } from '../../lab/rig.ts';
import { hourlyDifferences } from '../../soak/hourly-differences.ts';
import { seedRig } from './rig.ts';

const HOURS_48 = 48 * HOUR;

describe('applying a plan', () => {
  it('puts what the plan says, hour by hour', async () => {
    const rig = await seedRig();
    expect((await rig.apply()).end).toBe('delivered');
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('keeps to its rate', async () => {
    const rig = await seedRig();
    const startedAt = rig.clock.now;
    await rig.apply({ callsPerSecond: 2 });
    expect(rig.clock.now - startedAt).toBe(500 * (rig.plan.calls.length - 1));
  });

  it('sends nothing, and asks nobody, where it was applied before', async () => {
    const rig = await seedRig();
    await rig.apply();
    const asked = async () => {
      throw new Error('nobody is to be asked');
    };
    const nothing: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: asked,
      read: asked,
      list: asked,
    };
    const { end, before, after } = await rig.apply({ cloudWatch: nothing, confirm: asked });
    expect([end, after]).toEqual(['delivered', before]);
  });

  it('leaves no ledger where it was not confirmed', async () => {
    const rig = await seedRig();
    const refused = rig.apply({
      confirm: async () => {
        throw new Error('no');
      },
    });
    await expect(refused).rejects.toThrow('no');
    expect(existsSync(rig.path.replace('.json', '.ledger'))).toBe(false);
  });

  it('goes on after throttling, and gives up with what AWS said', async () => {
    const some = await seedRig({ faults: ['PutMetricData:throttle=0.5'] });
    expect((await some.apply()).end).toBe('delivered');
    const all = await seedRig({ faults: ['PutMetricData:throttle'] });
    await expect(all.apply({ patienceSeconds: 100 })).rejects.toMatchObject({
      code: 'aws-refused',
      message: expect.stringMatching(/^AWS refused cloudwatch:PutMetricData: Throttling/),
    });
    expect(all.clock.now - MIDNIGHT).toBe(100_000);
  });

  it('sends what it can where it is to wait for nothing', async () => {
    const rig = await seedRig();
    expect(await rig.apply({ patienceSeconds: 0 })).toMatchObject({ end: 'delivered', sentNow: 4 });
  });

  /** CloudWatch, of whose reads some are not answered, counted from 0. */
  function blind(rig: Awaited<ReturnType<typeof seedRig>>, isLost: (read: number) => boolean) {
    let reads = 0;
    const cloudWatch: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: (...args) => rig.cloudWatch.put(...args),
      read: async (...args) => {
        if (isLost(reads++)) throw new PlimsollError('unreachable', 'nobody answers');
        return rig.cloudWatch.read(...args);
      },
      list: (...args) => rig.cloudWatch.list(...args),
    };
    return cloudWatch;
  }

  it('goes on where a look back failed', async () => {
    const rig = await seedRig({ faults: ['PutMetricData:500=0.4'] });
    const cloudWatch = blind(rig, (read) => read % 2 === 1);
    expect(await rig.apply({ cloudWatch })).toMatchObject({ end: 'delivered' });
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('gives up with the reason where it cannot look for so long', async () => {
    const rig = await seedRig({ faults: ['PutMetricData:drop-after-store'] });
    const dark = rig.apply({ cloudWatch: blind(rig, (read) => read > 0), patienceSeconds: 100 });
    await expect(dark).rejects.toThrow('nobody answers');
    expect(rig.clock.now - MIDNIGHT).toBeGreaterThanOrEqual(100_000);
  });

  it('ends where what was in doubt for long is too old to be sent again, and says so', async () => {
    const rig = await seedRig({
      visibility: 'documented',
      hours: 13 * 24,
      mostData: 1000,
      faults: ['PutMetricData:500=0.4'],
    });
    await expect(rig.apply({ patienceSeconds: 10 * 24 * 3600 })).rejects.toThrow(
      /begins at .*, and CloudWatch takes two weeks back, .*; the rest cannot follow any more: make the history again/,
    );
  });

  it('refuses a namespace that holds data of the group, and names another', async () => {
    const rig = await seedRig();
    await rig.cloudWatch.put(rig.plan, [
      { MetricName: 'Requests', Timestamp: rig.plan.start, Value: 1 },
    ]);
    await expect(rig.apply()).rejects.toThrow(
      'Shop/Seed: already holds Requests of "shop-asg", and seeding would add to it: plan into a fresh namespace, such as --namespace Shop/Seed-2',
    );
  });

  it('refuses a plan that has become too old meanwhile', async () => {
    const rig = await seedRig();
    rig.clock.now += 13 * 24 * HOUR;
    await expect(rig.apply()).rejects.toThrow(
      /begins at 2026-11-01T00:00:00Z, and CloudWatch takes two weeks back, .*; make the history and the plan again/,
    );
  });

  it('lets nobody else apply it at the same time', async () => {
    const rig = await seedRig();
    const both = await Promise.allSettled([rig.apply(), rig.apply()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });
});

describe('a call in doubt', () => {
  it('is found stored, and not sent again', async () => {
    const rig = await seedRig({ faults: ['PutMetricData:drop-after-store'] });
    const { after, sentNow } = await rig.apply();
    expect(callsThat(after, 'stored')).toHaveLength(rig.plan.calls.length);
    expect([sentNow, after.witnesses]).toEqual([rig.plan.calls.length, []]);
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('is sent again when a later witness can be read and it cannot', async () => {
    const rig = await seedRig({ faults: ['PutMetricData:500=0.5'] });
    const { end, after } = await rig.apply();
    expect(end).toBe('delivered');
    expect(after.witnesses.length).toBeGreaterThan(0);
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
    // No witness before what is on its way can have arrived.
    expect(rig.clock.now - MIDNIGHT).toBeGreaterThan(MINUTE);
  });

  it.each([
    ['stored', 'drop-after-store'],
    ['not stored', '500=0.4'],
  ])('waits for two days where CloudWatch shows things so late, if it was %s', async (_, fault) => {
    const rig = await seedRig({
      visibility: 'documented',
      hours: 30,
      faults: [`PutMetricData:${fault}`],
    });
    const { end } = await rig.apply({ patienceSeconds: 3 * 24 * 3600 });
    expect(end).toBe('delivered');
    expect(rig.clock.now - MIDNIGHT).toBeGreaterThan(HOURS_48);
    rig.clock.now += HOURS_48;
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('stays in doubt when time runs out, and is settled by a later run', async () => {
    const rig = await seedRig({
      visibility: 'documented',
      hours: 30,
      faults: ['PutMetricData:500=0.4'],
    });
    const { end, after } = await rig.apply({ patienceSeconds: 3600 });
    expect([end, callsThat(after, 'doubtful').length > 0]).toEqual(['stalled', true]);
    rig.clock.now += HOURS_48;
    expect((await rig.apply({ patienceSeconds: 3 * 24 * 3600 })).end).toBe('delivered');
    rig.clock.now += HOURS_48;
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('is waited for where a part of it can be read, and never sent again', async () => {
    const rig = await seedRig({ mostData: 1000 });
    const half: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: async (place, data) => {
        await rig.cloudWatch.put(place, data.slice(0, data.length / 2));
        return { is: 'doubtful', why: 'half of it' };
      },
      read: (...args) => rig.cloudWatch.read(...args),
      list: (...args) => rig.cloudWatch.list(...args),
    };
    const result = await rig.apply({ cloudWatch: half });
    expect([result.end, result.partial]).toEqual(['stalled', [0, 1]]);
    expect(unfinished('plan.json', result).message).toBe(
      'plan.json: 2 of 2 calls are in doubt and 0 are unsent, of call 1, 2 only a part can be read; nothing is sent twice: apply it again later',
    );
  });

  it('is what a process was sending when it ended', async () => {
    const rig = await seedRig();
    const ledger = rig.path.replace('.json', '.ledger');
    const crash: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: async (place, data) => {
        await rig.cloudWatch.put(place, data);
        throw new Error('crash');
      },
      read: (...args) => rig.cloudWatch.read(...args),
      list: (...args) => rig.cloudWatch.list(...args),
    };
    await expect(rig.apply({ cloudWatch: crash })).rejects.toThrow('crash');
    expect(readFileSync(ledger, 'utf8').trimEnd().split('\n')).toHaveLength(2);
    const { after } = await rig.apply();
    expect(callsThat(after, 'stored')).toEqual([0]);
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('is an error where its periods hold more than the plan has', async () => {
    const rig = await seedRig({ faults: ['PutMetricData:drop-after-store'] });
    const stop = new AbortController();
    await rig.apply({ stop: stop.signal, onProgress: () => stop.abort() });
    const [call] = rig.plan.calls;
    let isFirst = true;
    const doubling: SeedCloudWatch = {
      latestArrivalSeconds: 1,
      whereabouts: () => rig.cloudWatch.whereabouts(),
      put: async (place, data) => {
        if (isFirst) await rig.cloudWatch.put(place, call.data);
        isFirst = false;
        return rig.cloudWatch.put(place, data);
      },
      read: (...args) => rig.cloudWatch.read(...args),
      list: (...args) => rig.cloudWatch.list(...args),
    };
    await expect(rig.apply({ cloudWatch: doubling })).rejects.toThrow(
      "Shop/Seed: holds more than the plan's call 1 has: somebody else puts data there",
    );
  });
});

describe('a ledger', () => {
  const ledgerOf = (path: string) => path.replace('.json', '.ledger');

  it('loses a last line that was cut off, and nothing else', async () => {
    const rig = await seedRig();
    await rig.apply();
    const whole = readFileSync(ledgerOf(rig.path));
    writeFileSync(ledgerOf(rig.path), whole.subarray(0, whole.length - 20));
    const { after } = await rig.apply();
    // The end of the last call was lost, so it was in doubt, and was found.
    expect(callsThat(after, 'stored')).toEqual([rig.plan.calls.length - 1]);
    expect(await hourlyDifferences(rig.plan, sdk(rig.url))).toEqual([]);
  });

  it('is refused where its last line is whole, and damaged', async () => {
    const rig = await seedRig();
    await rig.apply();
    const text = readFileSync(ledgerOf(rig.path), 'utf8');
    writeFileSync(ledgerOf(rig.path), text.replace(/\d\}\n$/, 'x}\n'));
    await expect(rig.apply()).rejects.toThrow(/plan\.ledger:9: the record is damaged/);
  });

  it('is refused where a line before the last is damaged', async () => {
    const rig = await seedRig();
    await rig.apply();
    const text = readFileSync(ledgerOf(rig.path), 'utf8').replace('"call":1', '"call":2');
    writeFileSync(ledgerOf(rig.path), text);
    await expect(rig.apply()).rejects.toThrow(
      /plan\.ledger:4: the record is damaged: what was sent is not known any more/,
    );
  });

  it("is refused where it is another plan's", async () => {
    const rig = await seedRig();
    await rig.apply();
    const other = await seedRig({ namespace: 'Other' });
    writeFileSync(ledgerOf(other.path), readFileSync(ledgerOf(rig.path)));
    await expect(other.apply()).rejects.toThrow(
      /plan\.ledger: is the ledger of another plan, and what that one sent may still be there/,
    );
  });

  it('is one, whatever link its plan is named by', async () => {
    const rig = await seedRig();
    await rig.apply();
    const link = join(temporaryDirectory(), 'p2.json');
    symlinkSync(rig.path, link);
    expect(await rig.apply({ planPath: link })).toMatchObject({ end: 'delivered', sentNow: 0 });
  });

  it('tells of the CloudWatch that it was kept for, and of no other', async () => {
    const rig = await seedRig();
    await rig.apply();
    const elsewhere = await lab();
    const cloudWatch = new SdkCloudWatch({ endpointUrl: elsewhere.url }, 5);
    await expect(rig.apply({ cloudWatch })).rejects.toThrow(
      `plan.ledger: tells of ${rig.url} in us-east-1, and this is ${elsewhere.url} in us-east-1; go back there`,
    );
  });

  it('is refused where a newer version wrote it', async () => {
    const rig = await seedRig();
    await rig.apply();
    appendFileSync(ledgerOf(rig.path), recordLine({ kind: 'regretted', call: 0 }));
    await expect(rig.apply()).rejects.toThrow(
      'has a record of the kind "regretted", which this plimsoll does not know; use the version that wrote it',
    );
    await expect(readLedger(rig.identified, 'apply', rig.path)).rejects.toThrow('"regretted"');
  });
});
