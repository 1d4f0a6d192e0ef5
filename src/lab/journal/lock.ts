import { readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlimsollError } from '../../error.ts';

/**
 * Claims a directory for this process; two labs would write into one another's log.
 * What a process left that was killed is taken over. Resolves to what gives it back.
 *
 * Throws a `PlimsollError` (`bad-file`) where a lab uses it.
 */
export async function lock(directory: string): Promise<() => Promise<void>> {
  const whole = await realpath(directory);
  const path = join(whole, 'lab.pid');
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  // A process that was killed may have had the number that this one has: in a container, mostly so.
  const isHeld = holder === process.pid ? HELD.has(whole) : holder > 0 && isAlive(holder);
  if (isHeld)
    throw new PlimsollError(
      'bad-file',
      `${directory}: the lab of process ${holder} uses it: end that one, or give another directory`,
    );
  await writeFile(path, `${process.pid}\n`);
  HELD.add(whole);
  return async () => {
    HELD.delete(whole);
    await rm(path, { force: true });
  };
}

/** What this process holds. */
const HELD = new Set<string>();

function isAlive(pid: number): boolean {
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
