import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from './rig.ts';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** `plimsoll lab up` in a process of its own. */
export interface RunningLab {
  /** Its first line on stdout, once it is up. */
  readonly firstLine: string;
  readonly process: ChildProcess;
  /** What it has said on stderr so far. */
  readonly said: () => string;
  /** Ends it by a signal; its exit code, or null where the signal killed it. */
  readonly end: (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
}

/** Starts it on a port that is free, unless the arguments name one, and waits until it is up. */
export function runLab(...args: readonly string[]): Promise<RunningLab> {
  return runLabUnder([], ...args);
}

/** As `runLab`, by a command that takes another as its last arguments. */
export async function runLabUnder(
  command: readonly string[],
  ...args: readonly string[]
): Promise<RunningLab> {
  const up = [process.execPath, MAIN, 'lab', 'up', '--port', '0'];
  const [file, ...rest] = [...command, ...up, ...args];
  const child = spawn(file, rest, {
    cwd: temporaryDirectory(),
    env: { PATH: process.env.PATH },
  });
  let said = '';
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
  });
  const exited = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  };
  onTestFinished(async () => {
    await end('SIGKILL');
  });
  const firstLine = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes('\n')) resolve(printed.split('\n')[0]);
    });
    exited.then(([code]) => reject(new Error(`it ended with ${code}: ${said}`)), reject);
  });
  return { firstLine, process: child, said: () => said, end };
}
