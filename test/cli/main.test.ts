import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plimsoll } from './plimsoll.ts';

describe.concurrent('plimsoll', () => {
  it('prints its version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    expect(await plimsoll(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints help and exits 0 when asked for it', async () => {
    const { code, stdout } = await plimsoll(['--help']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Usage: plimsoll [options] [command]']);
  });

  it('prints help on stderr and exits 2 when a command is missing', async () => {
    const { code, stdout, stderr } = await plimsoll(['curve']);
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([
      2,
      '',
      'Usage: plimsoll curve [options] [command]',
    ]);
  });

  it('shows the global options in the help of a command', async () => {
    const { stdout } = await plimsoll(['curve', 'show', '--help']);
    expect(stdout).toContain('--output <format>');
  });

  it('names the nearest command', async () => {
    expect(await plimsoll(['curve', 'shwo'])).toEqual({
      code: 2,
      stdout: '',
      stderr: "plimsoll: unknown command 'shwo' (Did you mean show?)\n",
    });
  });

  it('loads commander and nothing else for its help', async () => {
    const { stderr } = await plimsoll(['--help'], { env: { NODE_DEBUG: 'esm' } });
    const packages = new Set(
      [...stderr.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w-]+)/g)].map(([, name]) => name),
    );
    packages.delete('tsx');
    packages.delete('esbuild');
    expect([...packages]).toEqual(['commander']);
  });
});
