import { describe, expect, it } from 'vitest';
import { withoutOutliers } from '../../src/forecast/outliers.ts';
import { wave } from './wave.ts';

const logs = wave(336, { noise: 0 }).map(Math.log);

describe('outliers', () => {
  it('are brought back to the range of the hours around them', () => {
    for (const height of [3, -3]) {
      const spiked = logs.slice();
      spiked[200] += height;
      withoutOutliers(spiked).forEach((z, t) => {
        expect(z).toBeCloseTo(logs[t], 9);
      });
    }
  });

  it('fade out gradually: a little more never changes much', () => {
    const kept = Array.from({ length: 60 }, (_, i) => {
      const spiked = logs.slice();
      spiked[200] += i / 50;
      return withoutOutliers(spiked)[200] - logs[200];
    });
    for (let i = 1; i < kept.length; i++)
      expect(Math.abs(kept[i] - kept[i - 1])).toBeLessThan(0.021);
  });

  it('are not weekends, nor what has not ended', () => {
    expect([...withoutOutliers(logs)]).toEqual([...logs]);
    const risen = logs.map((z, t) => (t >= 330 ? z + 2 : z));
    expect([...withoutOutliers(risen)]).toEqual([...risen]);
  });
});
