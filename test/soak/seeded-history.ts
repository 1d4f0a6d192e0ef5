import { type Random, seededRandom } from '../../src/curve/random.ts';
import type { History } from '../../src/predict/history/history.ts';

/** A history of so many hours that ends with the last full hour; no two periods are alike. */
export function seededHistory(seed: number, hours: number, now = Date.now()): History {
  const random = seededRandom(seed);
  const end = Math.floor(now / 3_600_000) * 3600;
  const periods = Array.from({ length: 12 * hours }, () => onePeriod(random));
  const column = (name: keyof (typeof periods)[number]) =>
    Float64Array.from(periods, (period) => period[name]);
  return {
    start: end - 3600 * hours,
    instances: column('instances'),
    utilizationPercent: column('utilizationPercent'),
    lowestPercent: column('lowestPercent'),
    highestPercent: column('highestPercent'),
    requests: column('requests'),
  };
}

function onePeriod(random: Random) {
  const instances = 1 + Math.floor(20 * random());
  const utilizationPercent = 10 + 70 * random();
  return {
    instances,
    utilizationPercent,
    lowestPercent: utilizationPercent * random(),
    highestPercent: utilizationPercent + (100 - utilizationPercent) * random(),
    requests: Math.floor(100_000 * random()),
  };
}
