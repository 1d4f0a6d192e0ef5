import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/**
 * Longer than a request may be on its way in the lab, which keeps what it postpones for
 * 0.3 s; a timeout shorter than what it answers late.
 */
const OPTIONS = ['--yes', '--rate', '200', '--in-flight', '0.6s', '--timeout', '1s'];

/** When a process is killed: so long after so many records more are in its ledger. */
export interface KillMoment {
  readonly records: number;
  readonly ms: number;
}

/**
 * `seed apply` in a process of its own, SIGKILLed at a moment if it still runs then; never
 * where that is undefined.
 *
 * @returns its exit code, null where it was killed
 */
export async function killedApply(
  planPath: string,
  url: string,
  moment: KillMoment | undefined,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [MAIN, 'predict', 'seed', 'apply', planPath, ...OPTIONS], {
    env: { PATH: process.env.PATH, AWS_ENDPOINT_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  const said = text(child.stderr);
  if (moment !== undefined) void killAt(child, planPath.replace(/json$/, 'ledger'), moment);
  const [code] = await exited;
  return { code, said: await said };
}

async function killAt(child: ChildProcess, ledger: string, { records, ms }: KillMoment) {
  const wanted = recordsIn(ledger) + records;
  while (child.exitCode === null && recordsIn(ledger) < wanted) await wait(2);
  await wait(ms);
  child.kill('SIGKILL');
}

function recordsIn(ledger: string): number {
  return existsSync(ledger) ? readFileSync(ledger, 'utf8').split('\n').length - 1 : 0;
}
