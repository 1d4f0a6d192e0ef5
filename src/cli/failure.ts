import { CommanderError } from 'commander';
import { type ErrorCode, PlimsollError } from '../error.ts';
import { ExitCode } from './exit-code.ts';
import { tell } from './stderr.ts';

/** Says on stderr what went wrong, a line a problem, and returns the exit code. */
export function report(error: unknown): ExitCode {
  if (error instanceof CommanderError) return reportUsage(error);
  if (error instanceof PlimsollError) {
    for (const problem of error.problems) tell(problem);
    return EXIT_CODES[error.code];
  }
  tell(`unexpected error: ${error instanceof Error ? error.message : String(error)}`);
  if (process.env.PLIMSOLL_DEBUG === '1' && error instanceof Error)
    process.stderr.write(`${error.stack}\n`);
  else tell('this is a bug of plimsoll; PLIMSOLL_DEBUG=1 shows where it happened');
  return ExitCode.Failure;
}

/** A reader that has had enough (`plimsoll … | head`) is no failure. */
export function exitOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    tell(`stdout cannot be written: ${error.message}`);
    process.exit(ExitCode.Failure);
  });
}

function reportUsage(error: CommanderError): ExitCode {
  if (error.exitCode === 0) return ExitCode.Done;
  // Help shown for want of a command has been printed already.
  if (error.code !== 'commander.help')
    tell(error.message.replace(/^error: /, '').replaceAll('\n', ' '));
  return ExitCode.Usage;
}

const EXIT_CODES: Readonly<Record<ErrorCode, ExitCode>> = {
  'bad-file': ExitCode.Usage,
  usage: ExitCode.Usage,
  'not-supported': ExitCode.Usage,
  'aws-refused': ExitCode.AwsRefused,
  unreachable: ExitCode.Failure,
  interrupted: ExitCode.Interrupted,
};
