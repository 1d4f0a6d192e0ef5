import { describe, expect, it } from 'vitest';
import { completeHours } from '../../src/forecast/gaps.ts';
import { wave } from './wave.ts';

const gap = Number.NaN;

describe('a history with gaps', () => {
  it('begins with the first known hour', () => {
    expect([...completeHours([gap, gap, 5, 6])]).toEqual([5, 6]);
  });

  it('is filled along a straight line over up to three hours', () => {
    expect([...completeHours([1, gap, gap, gap, 5])]).toEqual([1, 2, 3, 4, 5]);
  });

  it('is filled from the weeks around it over more', () => {
    const load = wave(504, { noise: 0 });
    const holed = load.slice();
    holed.fill(gap, 200, 248);
    completeHours(holed).forEach((y, i) => {
      expect(y).toBeCloseTo(load[i], 9);
    });
  });

  it('is filled from the days around it where there is no other week', () => {
    const load = wave(96, { noise: 0 });
    const holed = load.slice();
    holed.fill(gap, 80);
    completeHours(holed).forEach((y, i) => {
      expect(y).toBeCloseTo(load[i], 9);
    });
  });

  it('takes what no load can be for unknown', () => {
    expect([...completeHours([2, -1, Number.POSITIVE_INFINITY, 5])]).toEqual([2, 3, 4, 5]);
  });

  it('is empty when nothing is known', () => {
    expect(completeHours([gap, gap])).toHaveLength(0);
  });
});

describe('zeros', () => {
  it('are a gap where other days have load', () => {
    const load = wave(336, { noise: 0 });
    const down = load.slice();
    down.fill(0, 100, 124);
    completeHours(down).forEach((y, i) => {
      expect(y).toBeCloseTo(load[i], 9);
    });
  });

  it('are load where most days have them', () => {
    const nightly = Float64Array.from({ length: 240 }, (_, i) => (i % 24 < 7 ? 0 : 100));
    expect([...completeHours(nightly)]).toEqual([...nightly]);
  });

  it('are load when there are a few here and there', () => {
    const load = wave(240);
    load.fill(0, 100, 102);
    load[150] = 0;
    expect([...completeHours(load)]).toEqual([...load]);
  });

  it('are a gap when they are the only ones', () => {
    const load = wave(336, { noise: 0 });
    const down = load.slice();
    down[335] = 0;
    expect(completeHours(down)[335]).toBeCloseTo(load[335], 9);
  });

  it('are load when the load has gone for the longer part', () => {
    const load = new Float64Array(240).fill(9);
    load.fill(0, 96);
    expect([...completeHours(load)]).toEqual([...load]);
  });
});
