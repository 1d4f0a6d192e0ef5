import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PlimsollError } from '../error.ts';
import { FileJournal } from '../journal/journal.ts';

/**
 * Opens a directory's log, `lab.log`; directory and log are made where they are not there.
 * Two labs would write into one another's log, and are kept apart.
 *
 * Throws a `PlimsollError` (`bad-file`) where the directory cannot be used, another lab
 * uses it, or a record is damaged.
 */
export async function openLog(
  directory: string,
  tell: (record: unknown) => void,
): Promise<FileJournal> {
  const unusable = `${directory}: cannot keep the lab's state`;
  await mkdir(directory, { recursive: true }).catch(({ message }: Error) => {
    throw new PlimsollError('bad-file', `${unusable}: ${message}`);
  });
  return FileJournal.open(
    {
      path: join(directory, 'lab.log'),
      lockPath: join(directory, 'lab.pid'),
      unusable,
      inUse: (pid) =>
        `${directory}: the lab of process ${pid} uses it: end that one, or give another directory`,
      damagedCure: 'restore the file, or begin with another directory',
    },
    tell,
  );
}
