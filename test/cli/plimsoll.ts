import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  /** What runs it. */
  readonly command?: readonly string[];
  /** Or what it will be. */
  readonly stdin?: string | Promise<string>;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ctrl-C once a file whose path begins so holds something. */
  readonly interruptAfter?: string;
}

export const CLI = `${PROJECT}dist/cli/main.js`;

/** Runs the built command line in a process of its own. */
export async function plimsoll(
  args: readonly string[],
  {
    command = [process.execPath],
    stdin = '',
    cwd = PROJECT,
    env = {},
    interruptAfter,
  }: Surroundings = {},
): Promise<Outcome> {
  const [program, ...before] = command;
  const child = spawn(program, [...before, CLI, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  // What ends without reading has closed the pipe.
  child.stdin.on('error', () => {});
  void Promise.resolve(stdin).then((text) => child.stdin.end(text));
  if (interruptAfter !== undefined) void interruptOnce(child, interruptAfter);
  const code = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

async function interruptOnce(child: ChildProcess, prefix: string): Promise<void> {
  const isWritten = () =>
    readdirSync(dirname(prefix)).some((name) => {
      const path = join(dirname(prefix), name);
      return path.startsWith(prefix) && statSync(path).size > 0;
    });
  while (child.exitCode === null && child.signalCode === null && !isWritten())
    await new Promise((resolve) => setTimeout(resolve, 10));
  child.kill('SIGINT');
}
