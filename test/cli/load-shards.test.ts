import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { LoadServer } from '../support/load-server.ts';
import { plimsoll } from './plimsoll.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-shards-'));
let server: LoadServer;
beforeAll(async () => {
  server = await LoadServer.start();
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true });
});

const outcome = (stdout: string) => JSON.parse(stdout) as LoadOutcome;

describe.concurrent('shards of a curve', () => {
  const curve = ['--shape', 'ramp(from=20,to=150)*noise(sd=0.2)', '--duration', '2s'];
  /** What one generator sends by itself, beside the shards. */
  let whole: Promise<string[][]>;
  beforeAll(() => {
    whole = alone();
  });

  const alone = async (...options: string[]) =>
    secondsOf(
      await plimsoll([
        ...['load', 'run', '--url', server.url, ...curve, '--output', 'csv'],
        ...options,
      ]),
    );

  it.each([2, 3, 5])('in %i threads add up to the very counts of one run', async (threads) => {
    expect(await alone('--threads', String(threads))).toEqual(await whole);
  });

  it.each([
    [2, 'uniform'],
    [3, 'poisson'],
    [5, 'uniform'],
  ])('in %i processes, %s, merge to the very counts of one run', async (of, arrivals) => {
    const args = ['load', 'run', '--url', server.url, ...curve, '--arrivals', arrivals];
    const files = Array.from({ length: of }, (_, i) => join(folder, `${of}-${i + 1}.ndjson`));
    const [expected] = await Promise.all([
      arrivals === 'uniform' ? whole : alone('--arrivals', arrivals),
      ...files.map((file, i) => plimsoll([...args, '--shard', `${i + 1}/${of}`, '--record', file])),
    ]);
    const merged = ['load', 'report', ...files.toReversed(), files[0]];
    expect(secondsOf(await plimsoll([...merged, '--output', 'csv']))).toEqual(expected);
    const { planned, completed, recordings } = outcome((await plimsoll(merged)).stdout);
    expect(completed).toBe(planned);
    expect(recordings).toEqual({
      shards: of,
      missingShards: [],
      missingSeconds: 0,
      overlappingSeconds: 0,
    });
  });
});

/** Second and planned of the seconds of a run's CSV, up to the last in which something was planned. */
function secondsOf({ stdout }: { readonly stdout: string }): string[][] {
  const [header, ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  expect(header.slice(0, 2)).toEqual(['second', 'planned']);
  return rows.map((row) => row.slice(0, 2)).filter(([, planned]) => planned !== '0');
}
