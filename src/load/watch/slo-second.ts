import type { RunSecond } from '../add-seconds.ts';
import { mergeEncoded, percentileMs } from '../histogram.ts';
import { judgeSlo, type LoadSlo } from '../slo.ts';

/** Whether a second by itself met every threshold; undefined where nothing was due in it and nothing came. */
export function isSloMet(second: RunSecond, slos: readonly LoadSlo[]): boolean | undefined {
  const { planned, completed, errors, failed, dropped } = second;
  const lost = { errors: errors + dropped, failed: failed + dropped, dropped };
  if (planned === 0 && completed === 0 && lost.errors === 0) return undefined;
  const response = mergeEncoded(second.response);
  return slos.every(
    (slo) =>
      judgeSlo(
        slo,
        (percent) => percentileMs(response, percent),
        (of) => (lost[of] === 0 ? 0 : (100 * lost[of]) / planned),
      ).met,
  );
}
