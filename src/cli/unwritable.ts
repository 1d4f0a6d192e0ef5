import { PlimsollError } from '../error.ts';

/** Why a file cannot be written, from what the operating system said, as a `PlimsollError` (`bad-file`). */
export function unwritable(name: string, error: unknown): PlimsollError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new PlimsollError('bad-file', `${name}: ${REASONS[code ?? ''] ?? message}`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'its directory does not exist; make it first',
  ENOTDIR: 'what should be its directory is a file',
  EISDIR: 'is a directory; name a file in it',
  EACCES: 'permission to write it is denied',
  EROFS: 'lies on a file system that is read-only',
  ENOSPC: 'the disk is full',
  EFBIG: 'is as large as a file may be here',
  ENAMETOOLONG: 'the name is too long',
};
