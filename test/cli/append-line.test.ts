import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { appendLine } from '../../src/cli/append-line.ts';
import { temporaryDirectory } from '../lab/rig.ts';

it('adds lines, after what a kill cut off is taken away', async () => {
  const path = join(temporaryDirectory(), 'kept.ndjson');
  await appendLine(path, '{"a":"é"}');
  writeFileSync(path, '{"b":', { flag: 'a' });
  await appendLine(path, '{"c":3}');
  await appendLine(path, '{"d":4}');
  expect(readFileSync(path, 'utf8')).toBe('{"a":"é"}\n{"c":3}\n{"d":4}\n');
});

it('says in one line where it cannot', async () => {
  const path = join(temporaryDirectory(), 'nowhere', 'kept.ndjson');
  await expect(appendLine(path, '{}')).rejects.toThrow(`${path}: cannot be written: ENOENT`);
});
