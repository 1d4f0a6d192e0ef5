/** Why a file could not be read, and the cure where there is one. */
export function whyUnreadable(error: unknown, path: string): string {
  const { code, message } =
    error instanceof Error
      ? (error as NodeJS.ErrnoException)
      : { code: '', message: String(error) };
  switch (code) {
    case 'ENOENT':
      return `there is no ${path}`;
    case 'ENOTDIR':
      return `what should be the directory of ${path} is a file`;
    case 'EISDIR':
      return `${path} is a directory`;
    case 'EACCES':
      return `${path} may not be read by you`;
  }
  return isTooLong(error) ? TOO_LONG : message;
}

/** Text beyond what one string of JavaScript holds. */
export function isTooLong(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, message } = error as NodeJS.ErrnoException;
  return (
    code === 'ERR_STRING_TOO_LONG' ||
    code === 'ERR_FS_FILE_TOO_LARGE' ||
    /string longer than|invalid string length/i.test(message)
  );
}

export const TOO_LONG =
  'it is too large, half a gigabyte is the most; split it, or look for a line that never ends';
