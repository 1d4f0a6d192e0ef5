import { describe, expect, it } from 'vitest';
import { levelled } from '../../src/forecast/level-step.ts';
import { wave } from './wave.ts';

const logs = wave(336, { noise: 0 }).map(Math.log);
const raised = (series: Float64Array, from: number, by: number, to = series.length) =>
  series.map((z, t) => (t >= from && t < to ? z + by : z));

describe('a series with a step', () => {
  it('is lifted before it to the level after it, at a weekend too', () => {
    for (const hoursAgo of [24, 36, 60, 100, 168]) {
      const after = raised(logs, 336 - hoursAgo, Math.log(10));
      levelled(after).forEach((z, t) => {
        expect(z).toBeCloseTo(logs[t] + Math.log(10), 6);
      });
    }
  });

  it('is levelled roughly over a step of more than a week ago, and over one after it', () => {
    const twice = raised(raised(logs, 60, 1.5), 290, -1);
    levelled(twice).forEach((z, t) => {
      expect(Math.abs(z - logs[t] - 0.5)).toBeLessThan(0.25);
    });
  });

  it('is left alone when the step is small', () => {
    const after = raised(logs, 300, 0.2);
    expect([...levelled(after)]).toEqual([...after]);
  });
});

describe('no step', () => {
  it('is a weekend', () => {
    expect([...levelled(logs)]).toEqual([...logs]);
  });

  it('is the working day a week after a holiday', () => {
    const holiday = raised(logs, 144, -1, 168);
    expect([...levelled(holiday)]).toEqual([...holiday]);
  });

  it('is what lasts less than a day', () => {
    const after = raised(logs, 316, 2);
    expect([...levelled(after)]).toEqual([...after]);
  });
});
