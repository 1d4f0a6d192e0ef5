import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compileLoadServer } from './compile-load-server.ts';

/** Builds once before all tests, so that none of them runs yesterday's binary. */
export default function build(): void {
  const project = fileURLToPath(new URL('../../', import.meta.url));
  execFileSync('npm', ['run', 'build', '--silent'], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  compileLoadServer();
}
