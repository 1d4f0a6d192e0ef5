import { Command } from 'commander';
import { vi } from 'vitest';
import { addGlobalOptions } from '../../src/cli/global-options.ts';
import { predictSeed } from '../../src/cli/predict-seed.ts';

/** What a command came to: its exit code where it sets one, or the error that it throws. */
interface OutcomeHere {
  readonly exitCode: typeof process.exitCode;
  readonly stdout: string;
  readonly stderr: string;
  readonly refusal: { readonly code: string; readonly message: string } | undefined;
}

/** Runs `plimsoll predict seed …` in this process, which takes a hundredth of the time. */
export async function seedHere(...args: readonly string[]): Promise<OutcomeHere> {
  const predict = new Command('predict').exitOverride().configureOutput({ writeErr: () => {} });
  addGlobalOptions(predict);
  predictSeed(predict);
  const before = process.exitCode;
  process.exitCode = undefined;
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  let refusal: OutcomeHere['refusal'];
  try {
    await predict.parseAsync(['seed', ...args], { from: 'user' });
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    refusal = { code, message };
  }
  const outcome = {
    exitCode: process.exitCode,
    stdout: stdout.mock.calls.map(([text]) => String(text)).join(''),
    stderr: stderr.mock.calls.map(([text]) => String(text)).join(''),
    refusal,
  };
  process.exitCode = before;
  stderr.mockRestore();
  stdout.mockRestore();
  return outcome;
}
