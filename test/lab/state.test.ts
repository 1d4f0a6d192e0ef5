import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { openLog } from '../../src/lab/open-log.ts';
import { startLab } from '../../src/lab/start-lab.ts';
import { get, metric, put } from './cloudwatch/rig.ts';
import { lab, MIDNIGHT, sdk, temporaryDirectory } from './rig.ts';

const logOf = (directory: string) => join(directory, 'lab.log');

/** The records of a directory's log. */
async function recordsIn(directory: string): Promise<unknown[]> {
  const records: unknown[] = [];
  const journal = await openLog(directory, (record) => records.push(record));
  await journal.close();
  return records;
}

async function write(directory: string, ...records: object[]): Promise<void> {
  const journal = await openLog(directory, () => {});
  await Promise.all(records.map((record) => journal.append(record)));
  await journal.close();
}

describe('the log', () => {
  it('has what was written, in its order, over several openings', async () => {
    const directory = join(temporaryDirectory(), 'new', 'state');
    const many = Array.from({ length: 200 }, (_, i) => ({ i, text: `ä\n${'x'.repeat(i)}` }));
    await write(directory, ...many);
    await write(directory, { last: true });
    expect(await recordsIn(directory)).toEqual([...many, { last: true }]);
  });

  it('reads a record that is longer than what is read at a time', async () => {
    const directory = temporaryDirectory();
    const long = { text: 'y'.repeat(3 * 2 ** 20) };
    await write(directory, { a: 1 }, long, { b: 2 });
    expect(await recordsIn(directory)).toEqual([{ a: 1 }, long, { b: 2 }]);
  });

  it('takes away a record that was cut off, and goes on after the one before', async () => {
    const directory = temporaryDirectory();
    await write(directory, { a: 1 }, { b: 2 });
    const whole = readFileSync(logOf(directory));
    for (let length = whole.length - 1; length > whole.length / 2; length--) {
      writeFileSync(logOf(directory), whole.subarray(0, length));
      expect(await recordsIn(directory)).toEqual([{ a: 1 }]);
    }
    await write(directory, { c: 3 });
    expect(await recordsIn(directory)).toEqual([{ a: 1 }, { c: 3 }]);
  });

  it('refuses a damaged record that others follow', async () => {
    const directory = temporaryDirectory();
    await write(directory, { a: 1 }, { b: 2 }, { c: 3 });
    const text = readFileSync(logOf(directory), 'utf8').replace('"b":2', '"b":7');
    writeFileSync(logOf(directory), text);
    await expect(recordsIn(directory)).rejects.toMatchObject({
      code: 'bad-file',
      message: `${logOf(directory)}:2: the record is damaged: restore the file, or begin with another directory`,
    });
  });

  it('is written by one lab at a time', async () => {
    const directory = temporaryDirectory();
    const journal = await openLog(directory, () => {});
    await expect(recordsIn(directory)).rejects.toMatchObject({
      code: 'bad-file',
      message: `${directory}: the lab of process ${process.pid} uses it: end that one, or give another directory`,
    });
    await journal.close();
    expect(await recordsIn(directory)).toEqual([]);
  });

  it('knows another living process, and takes over from a dead one', async () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'lab.pid'), `${process.ppid}\n`);
    await expect(recordsIn(directory)).rejects.toThrow(
      `the lab of process ${process.ppid} uses it`,
    );
    // No system gives a process this number.
    writeFileSync(join(directory, 'lab.pid'), `${2 ** 30}\n`);
    expect(await recordsIn(directory)).toEqual([]);
    expect(existsSync(join(directory, 'lab.pid'))).toBe(false);
  });

  it('says why a directory cannot be one', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    await expect(recordsIn(file)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining(`${file}: cannot keep the lab's state: EEXIST`),
    });
  });
});

describe('a lab with a state', () => {
  const datum = { Value: 5, Timestamp: new Date(MIDNIGHT - 60_000) };

  it('knows all of it after it was closed', async () => {
    const stateDirectory = temporaryDirectory();
    const first = await startLab({ stateDirectory, now: () => MIDNIGHT });
    await put(sdk(first.url), datum, { ...datum, Value: 6 });
    await first.close();
    const client = sdk((await lab({ stateDirectory })).url);
    const stats = ['Sum', 'SampleCount', 'p50'].map((Stat, i) => metric(`m${i}`, { Stat }));
    expect((await get(client, ...stats)).map(({ Values: [value] }) => value)).toEqual([11, 2, 5]);
  });

  it('goes on hiding what AWS would hide, from when it was put', async () => {
    const stateDirectory = temporaryDirectory();
    const day = 24 * 3_600_000;
    const options = { stateDirectory, visibility: 'documented' } as const;
    const first = await startLab({ ...options, now: () => MIDNIGHT - day });
    await put(sdk(first.url), { Value: 1, Timestamp: new Date(MIDNIGHT - 2 * day) });
    await first.close();
    const { url, clock } = await lab(options);
    const client = sdk(url);
    clock.now = MIDNIGHT + day - 1;
    const query = metric('m1', { Period: 86_400 });
    const input = { StartTime: new Date(MIDNIGHT - 2 * day), EndTime: new Date(MIDNIGHT - day) };
    const read = async () => {
      const command = new GetMetricDataCommand({ ...input, MetricDataQueries: [query] });
      return (await client.send(command)).MetricDataResults?.[0].Values;
    };
    expect(await read()).toEqual([]);
    clock.now += 1;
    expect(await read()).toEqual([1]);
  });

  it('refuses a directory of a newer version', async () => {
    const stateDirectory = temporaryDirectory();
    await write(stateDirectory, { kind: 'put-dashboard' });
    await expect(startLab({ stateDirectory })).rejects.toMatchObject({
      code: 'bad-file',
      message: `${stateDirectory}: a newer plimsoll has kept put-dashboard there: use that one, or another directory`,
    });
  });

  it('gives the directory back when it cannot start', async () => {
    const stateDirectory = temporaryDirectory();
    await expect(startLab({ stateDirectory, faults: ['x'] })).rejects.toThrow('is no fault');
    await lab({ stateDirectory });
  });
});
