import * as z from 'zod';
import { compress } from '../curve/compress.ts';
import type { Curve, MinuteLoad } from '../curve/curve.ts';
import { cut } from '../curve/cut.ts';
import { toMinutes } from '../curve/minutes.ts';
import { DEFAULT_MEMORY_SECONDS, type Noise, withNoise } from '../curve/noise.ts';
import { PlimsollError } from '../error.ts';
import type { Path } from '../model/json/path.ts';
import type { CurveFacts } from '../simulate/plan.ts';
import { readCurveFile } from './curve-file.ts';
import { readCurveShape } from './curve-shape.ts';
import { check } from './reading/check.ts';
import { durationText } from './reading/duration-text.ts';
import { choice, number, text, time } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';

const A_FILE = 'the name of a CSV file, relative to the scenario';

const sd = number({ atLeast: 0, atMost: 1 });
const noise = z.union([sd, z.object({ sd, memory: durationText({ orZero: true }).optional() })], {
  error: 'a standard deviation from 0 to 1, or { sd, memory }',
});

const shape = z.object(
  {
    file: text(A_FILE).optional(),
    shape: text('a shape such as diurnal(mean=400, peak=900)').optional(),
    days: number({ above: 0 }).optional(),
    for: durationText().optional(),
    step: durationText().optional(),
    start: time().optional(),
    from: time().optional(),
    to: time().optional(),
    compress: number({ above: 0 }).optional(),
    interpolate: choice(['hold', 'linear']).optional(),
    scale: number({ above: 0 }).optional(),
    noise: noise.optional(),
  },
  { error: 'a mapping with the curve file, such as { file: curve.csv }' },
);

/** The load of a scenario, and what a result says of where it came from. */
export interface ReadCurve {
  readonly facts: CurveFacts;
  readonly load: MinuteLoad;
}

/** What a curve is made of beside its own section. */
export interface CurveSurroundings {
  /** The directory that `file` is relative to. */
  readonly baseDir: string;
  /** Drives the noise. */
  readonly seed: number;
}

/** Reads `curve`, and the file that it names or the shape that it describes. */
export function readCurve(
  value: unknown,
  at: Path,
  { baseDir, seed }: CurveSurroundings,
  problems: Problems,
): ReadCurve | undefined {
  const problemsBefore = problems.count;
  const read = check(shape, value, at, problems);
  if (read === undefined) return undefined;
  // Misspelling the key of the source and missing it are one mistake.
  if (!read.file && !read.shape && problems.count > problemsBefore) return undefined;
  const curve = readSource(read, at, { baseDir, seed }, problems);
  if (curve === undefined) return undefined;
  try {
    const facts = { source: curve.source, stepSeconds: curve.stepSeconds };
    const load = layOutAs(read, curve);
    return {
      facts,
      load: read.noise === undefined ? load : withNoise(load, noiseOf(read.noise), seed),
    };
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    // `from`, `to` and `compress` are this file's; anything else is the curve's own.
    if (error.code === 'usage') problems.at(at, error.message);
    else problems.elsewhere(error);
    return undefined;
  }
}

type CurveSection = z.infer<typeof shape>;

function readSource(
  read: CurveSection,
  at: Path,
  { baseDir, seed }: CurveSurroundings,
  problems: Problems,
): Curve | undefined {
  if (read.shape !== undefined && read.file !== undefined) {
    problems.of([...at, 'shape'], 'stands beside curve.file: keep one');
    return undefined;
  }
  if (read.shape !== undefined)
    return readCurveShape({ ...read, shape: read.shape }, at, seed, problems);
  if (read.file === undefined) {
    problems.of([...at, 'file'], `is missing: give ${A_FILE}, or a curve.shape`);
    return undefined;
  }
  for (const key of ['days', 'for', 'step', 'start'] as const)
    if (read[key] !== undefined)
      problems.of(
        [...at, key],
        'belongs to a curve.shape, and a curve.file has its own: leave it out',
      );
  return readCurveFile(read.file, [...at, 'file'], baseDir, problems);
}

/** `from` and `to` are times of the curve as it is before it is compressed. */
function layOutAs({ from, to, compress: factor, ...rest }: CurveSection, curve: Curve): MinuteLoad {
  if (factor === undefined) return toMinutes(curve, { from, to, ...rest });
  return toMinutes(compress(cut(curve, { from, to }), factor), rest);
}

function noiseOf(given: z.infer<typeof noise>): Noise {
  if (typeof given === 'number') return { sd: given, memorySeconds: DEFAULT_MEMORY_SECONDS };
  return { sd: given.sd, memorySeconds: given.memory ?? DEFAULT_MEMORY_SECONDS };
}
