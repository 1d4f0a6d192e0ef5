import { spawnSync } from 'node:child_process';

/** CPU milliseconds of each of two kinds of work, run in turn; the medians. */
export function inTurn(rounds: number, a: () => void, b: () => void): { a: number; b: number } {
  const times = { a: [] as number[], b: [] as number[] };
  // Not counted: the compiler warms up.
  for (let i = 0; i < 3; i++) {
    a();
    b();
  }
  for (let i = 0; i < rounds; i++) {
    times.a.push(cpuMs(a));
    times.b.push(cpuMs(b));
  }
  return { a: median(times.a), b: median(times.b) };
}

export function cpuMs(work: () => void): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Wall milliseconds of whole processes, run in turn; the medians. */
export function processesInTurn(
  rounds: number,
  a: readonly string[],
  b: readonly string[],
): { a: number; b: number } {
  const times = { a: [] as number[], b: [] as number[] };
  for (let i = 0; i <= rounds; i++) {
    const pair = { a: processMs(a), b: processMs(b) };
    if (i === 0) continue;
    times.a.push(pair.a);
    times.b.push(pair.b);
  }
  return { a: median(times.a), b: median(times.b) };
}

function processMs(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  // 3: the work is done, no strategy holds the SLO.
  if (status !== 0 && status !== 3) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[sorted.length >> 1];
}
