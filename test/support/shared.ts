import { existsSync, readFileSync } from 'node:fs';

/** Measured data that lies beside the project on some machines; tests that use it say that they are skipped elsewhere. */
const SHARED = new URL('../../../shared/', import.meta.url);

export const sharedIsHere = existsSync(SHARED);

export function readShared(name: string): string {
  return readFileSync(new URL(name, SHARED), 'utf8');
}
