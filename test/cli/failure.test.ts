import { CommanderError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ExitCode } from '../../src/cli/exit-code.ts';
import { report } from '../../src/cli/failure.ts';
import { PlimsollError } from '../../src/error.ts';

describe('report', () => {
  let printed = '';

  beforeEach(() => {
    printed = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      printed += text;
      return true;
    });
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it('prints each problem of a PlimsollError on a line', () => {
    expect(report(new PlimsollError('bad-file', ['a.csv:1: x', 'a.csv:2: y']))).toBe(
      ExitCode.Usage,
    );
    expect(printed).toBe('plimsoll: a.csv:1: x\nplimsoll: a.csv:2: y\n');
  });

  it('keeps control characters from the terminal', () => {
    report(new PlimsollError('bad-file', 'a\u001b[2J\nb'));
    expect(printed).toBe('plimsoll: a [2J b\n');
  });

  it('says how to see where an unexpected error came from', () => {
    expect(report(new Error('boom'))).toBe(ExitCode.Failure);
    expect(printed).toBe(
      'plimsoll: unexpected error: boom\nplimsoll: this is a bug of plimsoll; PLIMSOLL_DEBUG=1 shows where it happened\n',
    );
  });

  it('shows the stack with PLIMSOLL_DEBUG=1', () => {
    vi.stubEnv('PLIMSOLL_DEBUG', '1');
    report(new Error('boom'));
    expect(printed).toContain('failure.test.ts');
  });

  it('takes help for no failure', () => {
    expect(report(new CommanderError(0, 'commander.helpDisplayed', '(outputHelp)'))).toBe(
      ExitCode.Done,
    );
    expect(printed).toBe('');
  });
});
