import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Compiles the recording server, so that each of the many that are started needs a
 * tenth of a second, and not half of one for compiling itself.
 */
export function compileLoadServer(): void {
  const tsc = fileURLToPath(new URL('../../node_modules/.bin/tsc', import.meta.url));
  const project = fileURLToPath(new URL('./tsconfig.load-server.json', import.meta.url));
  execFileSync(tsc, ['-p', project], { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Where it lies then. */
export const LOAD_SERVER = fileURLToPath(
  new URL('../../dist-test/load-server-process.js', import.meta.url),
);
