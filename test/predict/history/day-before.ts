import { parseShape } from '../../../src/curve/shape/parse.ts';
import { sampleShape } from '../../../src/curve/shape/sample.ts';
import type { History } from '../../../src/predict/history/history.ts';
import { historyWindow } from '../../../src/predict/history/history-window.ts';
import { makeHistory } from '../../../src/predict/history/make-history.ts';
import { planOf } from '../../support/plans.ts';

/** A history of a day that goes up and down, on instances of 50 requests a second held at 50 %; epoch milliseconds. */
export function dayBefore(now: number): History {
  const startSeconds = Date.UTC(2026, 0, 5) / 1000;
  const sampling = { startSeconds, seconds: 7 * 86_400, stepSeconds: 300, seed: 1 };
  const curve = sampleShape(parseShape('diurnal(mean=400,peak=900)'), sampling);
  return makeHistory(curve, planOf([], []), {
    window: historyWindow(24, now / 1000, '--days 1'),
    capacity: { kind: 'target', percent: 50 },
    trendPercent: 0,
    specialDays: [],
    noise: { sd: 0.1, memorySeconds: 600 },
    seed: 1,
  }).history;
}
