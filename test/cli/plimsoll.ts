import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built command line in a process of its own. */
export async function plimsoll(
  args: readonly string[],
  { stdin = '', cwd = PROJECT, env = {} }: Surroundings = {},
): Promise<Outcome> {
  const child = spawn(process.execPath, [`${PROJECT}dist/cli/main.js`, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
  });
  child.stdin.end(stdin);
  const code = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
