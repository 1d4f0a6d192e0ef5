import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileJournal } from '../../src/journal/journal.ts';
import { temporaryDirectory } from '../lab/rig.ts';

describe('a journal', () => {
  it('takes a record as soon as the one before is on the disk', async () => {
    const path = join(temporaryDirectory(), 'log');
    const file = {
      path,
      lockPath: `${path}.lock`,
      unusable: path,
      inUse: String,
      damagedCure: 'none',
    };
    const journal = await FileJournal.open(file, () => {});
    for (let i = 0; i < 5; i++) await journal.append({ i });
    await journal.close();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => line.slice(9))).toEqual([0, 1, 2, 3, 4].map((i) => `{"i":${i}}`));
  });
});
