import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, vi } from 'vitest';
import { PlimsollError } from '../../src/error.ts';
import { Faults } from '../../src/lab/faults/faults.ts';
import { parseFaults } from '../../src/lab/faults/parse.ts';
import { get, metric, put } from './cloudwatch/rig.ts';
import { lab, sdk } from './rig.ts';

const OPERATIONS = ['PutMetricData', 'GetMetricData'];

describe('parseFaults', () => {
  it('reads what befalls an operation', () => {
    const text =
      'PutMetricData: throttle=0.1, 500=0.05, late=1.5s@0.2, drop-after-store, store-late=3s@0.4';
    expect(parseFaults([text], OPERATIONS).get('PutMetricData')).toEqual({
      throttle: 0.1,
      fail: 0.05,
      incomplete: 0,
      dropAfterStore: 1,
      storeLate: 0.4,
      storeLateSeconds: 3,
      late: 0.2,
      lateSeconds: 1.5,
    });
  });

  it.each([
    [
      'throttle',
      '"throttle" is no fault: give an operation and what befalls it, such as PutMetricData:throttle=0.1,late=2s@0.1',
    ],
    [
      'PutMetricData:',
      '"PutMetricData:" is no fault: give an operation and what befalls it, such as PutMetricData:throttle=0.1,late=2s@0.1',
    ],
    ['PutMetric:throttle', '"PutMetric" is no operation of the lab: did you mean PutMetricData?'],
    ['Boo:throttle', '"Boo" is no operation of the lab: known are *, PutMetricData, GetMetricData'],
    ['*:throtle', '"throtle" is no fault: did you mean throttle?'],
    [
      '*:boo',
      '"boo" is no fault: known are throttle, 500, incomplete, late, drop-after-store, store-late',
    ],
    [
      'PutMetricData:incomplete',
      'incomplete is for GetMetricData, and not for PutMetricData: leave it out there',
    ],
    ['*:throttle=2', '"throttle=2" has no share: give 0 to 1, such as 0.1'],
    ['*:500=', '"500=" has no share: give 0 to 1, such as 0.1'],
    ['*:late', '"late" is no delay: give up to 3600s, such as late=2s or late=0.5s@0.1'],
    ['*:late=2h', '"late=2h" is no delay: give up to 3600s, such as late=2s or late=0.5s@0.1'],
    [
      '*:store-late=2h',
      '"store-late=2h" is no delay: give up to 3600s, such as store-late=2s or store-late=0.5s@0.1',
    ],
    ['*:late=2s@x', '"late=2s@x" has no share: give 0 to 1, such as 0.1'],
  ])('refuses %s', (text, message) => {
    expect(() => parseFaults([text], OPERATIONS)).toThrow(
      new PlimsollError('usage', `--fault: ${message}`),
    );
  });

  it('refuses an operation twice', () => {
    expect(() => parseFaults(['*:500', '*:throttle'], OPERATIONS)).toThrow('* is given twice');
  });
});

describe('Faults', () => {
  const plans = parseFaults(
    ['*:throttle=0.2,500=0.1,late=1s@0.3,drop-after-store=0.2', 'GetMetricData:500'],
    OPERATIONS,
  );
  const kinds = (faults: Faults, count: number) =>
    Array.from({ length: count }, () => faults.next('PutMetricData'));

  it('are the same for the same seed, whatever else is asked meanwhile', () => {
    const alone = kinds(new Faults(plans, 7), 100);
    const busy = new Faults(plans, 7);
    const among = alone.map(() => {
      busy.next('ListMetrics');
      return busy.next('PutMetricData');
    });
    expect(among).toEqual(alone);
    expect(kinds(new Faults(plans, 8), 100)).not.toEqual(alone);
  });

  it('come as often as they were asked for', () => {
    const fates = kinds(new Faults(plans, 7), 10_000);
    const share = (kind: string) => fates.filter((fate) => fate.kind === kind).length / 10_000;
    expect(share('throttled')).toBeCloseTo(0.2, 1);
    expect(share('failed')).toBeCloseTo(0.8 * 0.1, 1);
    expect(share('dropped')).toBeCloseTo(0.8 * 0.9 * 0.2, 1);
    const late = fates.filter(({ delaySeconds }) => delaySeconds === 1);
    expect(late.length / 10_000).toBeCloseTo(0.3, 1);
  });

  it('of an operation of its own stand in for those of all', () => {
    expect(new Faults(plans, 1).next('GetMetricData').kind).toBe('failed');
  });
});

describe('a lab told to', () => {
  const datum = { Value: 1, Timestamp: new Date('2026-11-01T23:59:00Z') };

  it('throttles, and keeps nothing', async () => {
    const client = sdk((await lab({ faults: ['PutMetricData:throttle'] })).url);
    await expect(put(client, datum)).rejects.toMatchObject({
      name: expect.stringMatching(/^Throttling/),
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    expect(await get(client, metric('m1'))).toEqual([{ Id: 'm1', Values: [] }]);
  });

  it('throttles so that the SDK asks again', async () => {
    // By this seed the first request is throttled, the second is not.
    const { url } = await lab({ faults: ['PutMetricData:throttle=0.5'], seed: 9 });
    const client = sdk(url, 3);
    const { $metadata } = await put(client, datum);
    expect($metadata.attempts).toBeGreaterThan(1);
    expect(await get(client, metric('m1'))).toEqual([{ Id: 'm1', Values: [1] }]);
  });

  it('fails', async () => {
    const client = sdk((await lab({ faults: ['*:500'] })).url);
    await expect(put(client, datum)).rejects.toMatchObject({
      name: 'InternalServiceFault',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('answers late', async () => {
    const client = sdk((await lab({ faults: ['PutMetricData:late=0.2s'] })).url);
    const start = performance.now();
    await put(client, datum);
    expect(performance.now() - start).toBeGreaterThanOrEqual(195);
  });

  it('keeps what it was sent and drops the connection', async () => {
    const client = sdk((await lab({ faults: ['PutMetricData:drop-after-store'] })).url);
    await expect(put(client, datum)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await get(client, metric('m1'))).toEqual([{ Id: 'm1', Values: [1] }]);
  });

  it('keeps what it was sent when the connection is long closed', async () => {
    const client = sdk((await lab({ faults: ['PutMetricData:store-late=0.2s'] })).url);
    await expect(put(client, datum)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await get(client, metric('m1'))).toEqual([{ Id: 'm1', Values: [] }]);
    const values = async () => (await get(client, metric('m1')))[0].Values;
    await vi.waitFor(async () => expect(await values()).toEqual([1]), { timeout: 5000 });
  });

  it('has what a client counts twice that asks again after that', async () => {
    // By this seed the first answer is dropped, the second is not.
    const faults = ['PutMetricData:drop-after-store=0.5'];
    const client = sdk((await lab({ faults, seed: 8 })).url, 3);
    const command = new PutMetricDataCommand({
      Namespace: 'Shop',
      MetricData: [{ MetricName: 'Load', ...datum }],
    });
    const { $metadata } = await client.send(command);
    expect(await get(client, metric('m1'))).toEqual([{ Id: 'm1', Values: [$metadata.attempts] }]);
    expect($metadata.attempts).toBeGreaterThan(1);
  });
});
