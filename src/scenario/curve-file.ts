import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Curve } from '../curve/curve.ts';
import { parseCurve } from '../curve/parse.ts';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { Path } from '../model/json/path.ts';
import type { Problems } from './reading/problems.ts';
import { whyUnreadable } from './reading/unreadable.ts';

/** The curve goes by the name that the scenario gives it, so that results are the same on any machine. */
export function readCurveFile(
  file: string,
  at: Path,
  baseDir: string,
  problems: Problems,
): Curve | undefined {
  let content: string;
  try {
    content = readFileSync(resolve(baseDir, file), 'utf8');
  } catch (error) {
    problems.of(
      at,
      `${shown(file)} cannot be read: ${whyUnreadable(error, resolve(baseDir, file))}`,
    );
    return undefined;
  }
  try {
    return parseCurve(content, file);
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    problems.elsewhere(error);
    return undefined;
  }
}
