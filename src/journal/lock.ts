import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type FileHandle, open, rm, stat } from 'node:fs/promises';

/** Locked, with what gives it back; or held by the process of this number. */
export type Lock = { readonly unlock: () => Promise<void> } | { readonly heldBy: number };

/**
 * Claims a path for one holder at a time, among the processes of this machine. What a
 * process left that was killed is taken over.
 *
 * Everyone appends a claim to the file, and the first whose process lives has it: the
 * order of lines is the same to all, so two that come together cannot both win, nor
 * both take over from a dead one. Only the holder takes the file away; a claim made
 * in a file that is gone is made again.
 */
export async function lock(path: string): Promise<Lock> {
  for (;;) {
    const file = await open(path, 'a+');
    const id = randomUUID();
    let isHeld = false;
    OWN.add(id);
    try {
      await file.appendFile(`${process.pid} ${startOf(process.pid) ?? '?'} ${id}\n`);
      const holder = (await claimsBefore(id, file)).find(isAlive);
      if (holder !== undefined) {
        await file.appendFile(`- ${id}\n`);
        return { heldBy: holder.pid };
      }
      if (!(await isAt(path, file))) continue;
      isHeld = true;
      const unlock = async () => {
        await rm(path, { force: true });
        OWN.delete(id);
      };
      return { unlock };
    } finally {
      if (!isHeld) OWN.delete(id);
      await file.close();
    }
  }
}

/** The claims of this process that stand. */
const OWN = new Set<string>();

interface Claim {
  readonly pid: number;
  /** When the process started, in the system's own measure: numbers are given again. */
  readonly started: string | undefined;
  readonly id: string | undefined;
}

/** Those that stand before a claim and were not withdrawn. */
async function claimsBefore(id: string, file: FileHandle): Promise<Claim[]> {
  const { size } = await file.stat();
  const { buffer } = await file.read(Buffer.alloc(size), 0, size, 0);
  const lines = buffer.toString('utf8').split('\n');
  const withdrawn = new Set(lines.filter((line) => line.startsWith('- ')).map((l) => l.slice(2)));
  const claims = lines.flatMap((line) => {
    const [, pid, started, own] = /^(\d+)(?: (\S+) (\S+))?$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), started, id: own }];
  });
  const before = claims.slice(
    0,
    claims.findIndex((claim) => claim.id === id),
  );
  return before.filter((claim) => claim.id === undefined || !withdrawn.has(claim.id));
}

/** The file under the path is still the one that is open. */
async function isAt(path: string, file: FileHandle): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  return there?.ino === (await file.stat()).ino;
}

function isAlive({ pid, started, id }: Claim): boolean {
  // A process that was killed may have had the number that this one has: in a container, mostly so.
  if (pid === process.pid) return id !== undefined && OWN.has(id);
  try {
    // Signal 0 only asks.
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return now !== DEAD && (started === undefined || started === '?' || (now ?? started) === started);
}

/** When a process started, as Linux counts; undefined on other systems. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold blanks; then come state and 18 more.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? DEAD : fields[19];
  } catch {
    return undefined;
  }
}

/** It has ended, and its parent has not asked for its code yet. */
const DEAD = 'dead';
