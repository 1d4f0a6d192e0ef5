import * as z from 'zod';
import { FORECASTER_NAMES } from '../forecast/forecasters.ts';
import { isMapping } from '../model/json/mapping.ts';
import type { Path } from '../model/json/path.ts';
import type { ForecastMethod } from '../model/policies/predictive-scaling/load-forecaster.ts';
import { check } from './reading/check.ts';
import { choice, number } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';

const method = choice([...FORECASTER_NAMES, 'perfect']);

const shape = z.object(
  {
    method: method.optional(),
    quantile: number({ above: 0, below: 1 }).optional(),
  },
  { error: 'the name of a forecaster, or { method, quantile }' },
);

/** Reads a strategy's `forecaster`: a name, or a name and the quantile to plan for. Default: ours, its median. */
export function readForecaster(value: unknown, at: Path, problems: Problems): ForecastMethod {
  if (value === undefined) return DEFAULT;
  if (!isMapping(value)) {
    const name = check(method, value, at, problems);
    return { ...DEFAULT, method: name ?? DEFAULT.method };
  }
  const read = check(shape, value, at, problems) ?? {};
  if (read.method === 'perfect' && read.quantile !== undefined)
    problems.of([...at, 'quantile'], 'has no meaning for the perfect forecaster: leave it out');
  return { method: read.method ?? DEFAULT.method, quantile: read.quantile };
}

const DEFAULT: ForecastMethod = { method: 'plimsoll', quantile: undefined };
