import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lock } from '../../src/journal/lock.ts';
import { temporaryDirectory } from '../lab/rig.ts';

const LOCK = new URL('../../src/journal/lock.ts', import.meta.url).href;

/** Processes that all claim a path at about the same time, and hold it for a while if they get it. */
async function claimants(path: string, count: number): Promise<string[]> {
  const script = `
    import { lock } from '${LOCK}';
    const claim = await lock('${path}');
    process.stdout.write('heldBy' in claim ? 'r' : 'w');
    if ('unlock' in claim) await new Promise((resolve) => setTimeout(resolve, 1000));
    if ('unlock' in claim) await claim.unlock();`;
  const shell = Array.from({ length: count }, () => '"$@" &').join(' ');
  const { stdout } = spawnSync(
    'sh',
    [
      '-c',
      `${shell} wait`,
      'sh',
      process.execPath,
      '--import',
      import.meta.resolve('tsx'),
      '--input-type=module',
      '-e',
      script,
    ],
    { encoding: 'utf8' },
  );
  return [...stdout].sort();
}

describe('a lock', () => {
  it('is taken over from a dead process by one of several that come together', async () => {
    const path = join(temporaryDirectory(), 'lock');
    // No system gives a process this number.
    writeFileSync(path, `${2 ** 30} 1 gone\n`);
    expect(await claimants(path, 4)).toEqual(['r', 'r', 'r', 'w']);
    expect(existsSync(path)).toBe(false);
  });

  it('is won by one of many that come together in this process', async () => {
    const path = join(temporaryDirectory(), 'lock');
    const claims = await Promise.all(Array.from({ length: 20 }, () => lock(path)));
    expect(claims.filter((claim) => 'unlock' in claim)).toHaveLength(1);
    expect(claims).toContainEqual({ heldBy: process.pid });
  });

  it('is free again when it was given back, in this process too', async () => {
    const path = join(temporaryDirectory(), 'lock');
    for (let i = 0; i < 3; i++) {
      const claim = await lock(path);
      expect(claim).not.toHaveProperty('heldBy');
      if ('unlock' in claim) await claim.unlock();
    }
  });

  it('is not held by a process that was given the number of a dead one', async () => {
    const path = join(temporaryDirectory(), 'lock');
    // This test's parent lives, but did not start at that time.
    writeFileSync(path, `${process.ppid} 1 earlier\n`);
    const claim = await lock(path);
    if (existsSync('/proc/self/stat')) expect(claim).toHaveProperty('unlock');
    else expect(claim).toEqual({ heldBy: process.ppid });
  });

  it('leaves a note of a claim that was refused', async () => {
    const path = join(temporaryDirectory(), 'lock');
    await lock(path);
    await lock(path);
    expect(readFileSync(path, 'utf8')).toMatch(/^\d+ \S+ (\S+)\n\d+ \S+ (\S+)\n- \2\n$/);
  });
});
