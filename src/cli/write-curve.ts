import type { Curve } from '../curve/curve.ts';
import { formatCurve } from '../curve/format.ts';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a curve as CSV to a file, whole or not at all, or to stdout for `-`.
 *
 * @param decimals of a rate; undefined: all of them
 */
export async function writeCurve(
  path: string,
  curve: Curve,
  decimals: number | undefined,
): Promise<void> {
  const requestsPerSecond =
    decimals === undefined
      ? curve.requestsPerSecond
      : curve.requestsPerSecond.map((rate) => Number(rate.toFixed(decimals)));
  await writeWhole(path, [formatCurve({ ...curve, requestsPerSecond })]);
}

/** A command whose result is a curve has no other way to show it. Throws a `PlimsollError` (`usage`). */
export function refuseOtherFormats(command: string, { output, query }: GlobalOptions): void {
  const cure = 'leave it out, and look at the curve with plimsoll curve show';
  if (output !== undefined && output !== 'csv')
    throw new PlimsollError('usage', `${command} writes CSV, not --output ${output}; ${cure}`);
  if (query !== undefined)
    throw new PlimsollError('usage', `${command} writes CSV, and --query picks from JSON; ${cure}`);
}
