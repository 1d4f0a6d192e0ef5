import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoadOutcome } from '../src/load/outcome.ts';
import type { SaturateOutcome } from '../src/load/saturate/outcome.ts';

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const AUTOCANNON = fileURLToPath(
  new URL('../node_modules/autocannon/autocannon.js', import.meta.url),
);
const execute = promisify(execFile);

/** `plimsoll load run` in a process of its own. */
export async function loadRun(args: readonly string[]): Promise<LoadOutcome> {
  const { stdout } = await execute(process.execPath, [
    ...[CLI, 'load', 'run', '--quiet', '--output', 'json', '--max-rate', '1000000'],
    ...args,
  ]);
  return JSON.parse(stdout) as LoadOutcome;
}

/** `plimsoll load saturate` in a process of its own. */
export async function loadSaturate(args: readonly string[]): Promise<SaturateOutcome> {
  const { stdout } = await execute(process.execPath, [
    ...[CLI, 'load', 'saturate', '--quiet', '--output', 'json'],
    ...args,
  ]);
  return JSON.parse(stdout) as SaturateOutcome;
}

interface AutocannonResult {
  readonly requests: { readonly average: number; readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
}

export async function autocannon(args: readonly string[]): Promise<AutocannonResult> {
  const { stdout } = await execute(process.execPath, [AUTOCANNON, '--json', ...args]);
  return JSON.parse(stdout) as AutocannonResult;
}

/** Requests per second of wrk; undefined where it is not installed. */
export async function wrk(url: string, seconds: number): Promise<number | undefined> {
  try {
    const { stdout } = await execute('wrk', ['-t1', '-c50', `-d${seconds}s`, url]);
    return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
  } catch {
    return undefined;
  }
}
