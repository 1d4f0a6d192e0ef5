import type { Curve } from '../curve/curve.ts';
import { parseShape } from '../curve/shape/parse.ts';
import {
  DEFAULT_SHAPE_SECONDS,
  DEFAULT_START_SECONDS,
  DEFAULT_STEP_SECONDS,
  sampleShape,
} from '../curve/shape/sample.ts';
import { PlimsollError } from '../error.ts';
import type { Path } from '../model/json/path.ts';
import type { Problems } from './reading/problems.ts';

/** A shape and how it is to become a curve, as the curve section says it. */
interface DescribedShape {
  readonly shape: string;
  readonly days?: number | undefined;
  /** Seconds, as all durations here. */
  readonly for?: number | undefined;
  readonly step?: number | undefined;
  /** Epoch seconds. */
  readonly start?: number | undefined;
}

/** The curve of a shape; in results it goes by the name `shape`. */
export function readCurveShape(
  described: DescribedShape,
  at: Path,
  seed: number,
  problems: Problems,
): Curve | undefined {
  const { shape, days, for: seconds, step, start } = described;
  if (days !== undefined && seconds !== undefined) {
    problems.of([...at, 'for'], 'stands beside curve.days: keep one');
    return undefined;
  }
  const whole = days === undefined ? seconds : Math.round(days * 86_400);
  const sampling = {
    startSeconds: start ?? DEFAULT_START_SECONDS,
    seconds: whole ?? DEFAULT_SHAPE_SECONDS,
    stepSeconds: step ?? DEFAULT_STEP_SECONDS,
    seed,
  };
  try {
    return {
      ...sampleShape(parseShape(shape, 'curve.shape'), sampling, 'curve.shape'),
      source: 'shape',
    };
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    problems.at([...at, 'shape'], error.message);
    return undefined;
  }
}
