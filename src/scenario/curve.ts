import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { Curve, MinuteLoad } from '../curve/curve.ts';
import { toMinutes } from '../curve/minutes.ts';
import { parseCurve } from '../curve/parse.ts';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { CurveFacts } from '../simulate/plan.ts';
import { check } from './reading/check.ts';
import { choice, number, text, time } from './reading/fields.ts';
import type { Path } from './reading/path.ts';
import type { Problems } from './reading/problems.ts';
import { notYet } from './reading/refusals.ts';

const A_MAPPING = 'a mapping with the curve file, such as { file: curve.csv }';

const shape = z.object(
  {
    file: text('the name of a CSV file, relative to the scenario'),
    scale: number({ above: 0 }).optional(),
    from: time().optional(),
    to: time().optional(),
    interpolate: choice(['hold', 'linear']).optional(),
    compress: notYet(),
    noise: notYet(),
  },
  { error: A_MAPPING },
);

/** What stands in place of the file, and so is refused before the file is missed. */
const notBuilt = z.looseObject(
  { shape: notYet('give a curve file as curve.file') },
  { error: A_MAPPING },
);

/** The load of a scenario, and what a result says of where it came from. */
export interface ReadCurve {
  readonly facts: CurveFacts;
  readonly load: MinuteLoad;
}

/** Reads `curve`, and the file that it names relative to `baseDir`. */
export function readCurve(
  value: unknown,
  at: Path,
  baseDir: string,
  problems: Problems,
): ReadCurve | undefined {
  if (check(notBuilt, value, at, problems) === undefined) return undefined;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  const curve = readCurveFile(read.file, [...at, 'file'], baseDir, problems);
  if (curve === undefined) return undefined;
  try {
    const facts = { source: curve.source, stepSeconds: curve.stepSeconds };
    return { facts, load: toMinutes(curve, read) };
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    // `from` and `to` are this file's; anything else is the curve's own.
    if (error.code === 'usage') problems.at(at, error.message);
    else problems.elsewhere(error);
    return undefined;
  }
}

/** The curve goes by the name that the scenario gives it, so that results are the same on any machine. */
function readCurveFile(
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

function whyUnreadable(error: unknown, file: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `there is no ${file}`;
  if (code === 'EISDIR') return `${file} is a directory`;
  if (code === 'EACCES') return `${file} may not be read by you`;
  return error instanceof Error ? error.message : String(error);
}
