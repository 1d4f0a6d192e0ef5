/**
 * A mistake the user can mend, said in one line without a stack trace.
 *
 * `problems` holds every line: one mistake a line, each naming file, line, value and
 * cure. Anything thrown that is not a `PlimsollError` is a
 * bug of ours.
 */
export class PlimsollError extends Error {
  override readonly name = 'PlimsollError';
  readonly code: ErrorCode;
  readonly problems: readonly string[];
  /** The same may do better later, with nothing mended. */
  readonly mayPass: boolean;

  constructor(
    code: ErrorCode,
    problems: string | readonly string[],
    mayPass = code === 'unreachable',
  ) {
    const lines = typeof problems === 'string' ? [problems] : problems;
    super(lines.join('\n'));
    this.code = code;
    this.problems = lines;
    this.mayPass = mayPass;
  }
}

/** What went wrong, as a machine reads it; the CLI maps it to an exit code. */
export type ErrorCode =
  /** A file the user gave cannot be read, or what it says is wrong. */
  | 'bad-file'
  /** A flag or argument is wrong. */
  | 'usage'
  /** It is right, but this version cannot do it. */
  | 'not-supported'
  /** AWS answered a call with an error. */
  | 'aws-refused'
  /** What was to be asked gave no answer. */
  | 'unreachable'
  /** Ctrl-C instead of an answer. */
  | 'interrupted';
