import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RecordedSecond } from '../../src/load/recording.ts';
import { aRecording, aSecond } from '../load/a-second.ts';
import { plimsoll } from './plimsoll.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('plimsoll load report', () => {
  it('reports a run of any length', async () => {
    const idle = aSecond(0, 0);
    const seconds = Array.from({ length: 20_000 }, (_, second) => ({ ...idle, second }));
    const file = recordingFile('long.ndjson', seconds);
    // A sixth of the stack, and so a sixth of the 34 hours that filled it as arguments.
    const command = [process.execPath, '--stack-size=164'];
    const { stdout } = await plimsoll(['load', 'report', file], { command });
    expect(JSON.parse(stdout)).toMatchObject({ seconds: 20_000, interrupted: false });
  });

  it.skipIf(!existsSync('/dev/full'))(
    'is there though its JUnit XML cannot be written',
    async () => {
      const file = recordingFile('short.ndjson', [aSecond(0, 5)]);
      const { code, stdout, stderr } = await plimsoll([
        ...['load', 'report', file],
        ...['--junit', '/dev/full'],
      ]);
      expect(JSON.parse(stdout)).toMatchObject({ planned: 5 });
      expect([code, stderr]).toEqual([2, 'plimsoll: /dev/full: the disk is full\n']);
    },
  );
});

function recordingFile(name: string, seconds: readonly RecordedSecond[]): string {
  const { header, end } = aRecording({}, seconds);
  const lines = [header, ...seconds, { end }].map((line) => `${JSON.stringify(line)}\n`);
  const file = join(folder, name);
  writeFileSync(file, lines.join(''));
  return file;
}
