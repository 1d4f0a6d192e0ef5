import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { chooseWriter } from '../../src/cli/write-history.ts';
import { MIDNIGHT } from '../lab/rig.ts';
import { dayBefore } from '../predict/history/day-before.ts';

const directory = mkdtempSync(join(tmpdir(), 'plimsoll-history-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const PUT = { format: 'put-metric-data', namespace: 'Shop/Seed', group: 'shop-asg' } as const;

describe('writing a history', () => {
  it("takes the scenario's name of the group where none is given", async () => {
    const { namespace, format } = PUT;
    const out = join(directory, 'named.json');
    const { files } = await chooseWriter(
      { out, format, namespace },
      'its-own',
    )(dayBefore(MIDNIGHT));
    expect(files).toHaveLength(2);
  });

  it.each([
    ['longer', 'longer-003.json'],
    ['shorter', 'shorter.json'],
  ])('refuses to leave the file of a %s history beside its own', async (name, stale) => {
    writeFileSync(join(directory, stale), '[]');
    const write = chooseWriter({ ...PUT, out: join(directory, `${name}.json`) }, undefined);
    await expect(write(dayBefore(MIDNIGHT))).rejects.toThrow(
      `${stale} is there from another history, and this one has 2 files; remove it`,
    );
    expect(readdirSync(directory)).not.toContain(`${name}-001.json`);
  });

  it('refuses to put several files on stdout', async () => {
    await expect(
      chooseWriter({ ...PUT, out: '-' }, undefined)(dayBefore(MIDNIGHT)),
    ).rejects.toThrow(
      '-o -: a call of put-metric-data takes 1,000 data, and these are 1152; name a file, and 2 are written',
    );
  });

  it.each([
    ['no namespace', { ...PUT, namespace: undefined }, 'put-metric-data needs --namespace'],
    ['no name of a group', { ...PUT, group: undefined }, 'needs the name of the group'],
    ["AWS's own namespace", { ...PUT, namespace: 'AWS/EC2' }, "that one is AWS's own"],
    ['a namespace of blanks', { ...PUT, namespace: ' ' }, '" " is no namespace'],
    ['a group with a colon', { ...PUT, group: 'a:b' }, '"a:b" is no name of an Auto Scaling group'],
    ['a namespace in CSV', { format: 'csv', namespace: 'Shop' }, '--namespace is for --format put'],
    ['a group in NDJSON', { format: 'ndjson', group: 'shop-asg' }, '--group is for --format put'],
  ] as const)('refuses %s', (_, options, says) => {
    expect(() => chooseWriter({ out: '-', ...options }, undefined)).toThrow(says);
  });
});
