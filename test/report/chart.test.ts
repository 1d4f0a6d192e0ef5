import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChartOptions, chart } from '../../src/report/chart.ts';

const NOT_KNOWN = Number.NaN;
const START = Date.UTC(2014, 3, 10) / 1000;

function draw(values: readonly number[], options: Partial<ChartOptions> = {}): string {
  return chart({
    series: [{ label: 'demand', values }],
    width: 46,
    height: 4,
    start: START,
    stepSeconds: 60,
    unit: 'requests/s',
    ...options,
  });
}

describe('chart', () => {
  it('draws an area with its axes', () => {
    const wave = Array.from({ length: 1440 }, (_, i) => 50 - 45 * Math.cos((i / 720) * Math.PI));
    expect(`\n${draw(wave)}`).toBe(`
requests/s
100 ┤            ▁▃▄▆▆▆▆▆▆▄▃▁
    │         ▂▅▇████████████▇▅▃
 50 ┤     ▁▃▅████████████████████▅▃▁
    │▂▂▃▅▇██████████████████████████▇▅▄▂▂
  0 ┼┬────────┬────────┬────────┬────────
     Apr 10   06:00    12:00    18:00
     UTC; a column shows the highest of 40 min`);
  });

  it('draws a second series as a line over the area', () => {
    const demand = Array.from({ length: 40 }, (_, i) => i * 10);
    const capacity = demand.map((value) => (value < 200 ? 100 : 300));
    const series: ChartOptions['series'] = [
      { label: 'demand', values: demand },
      { label: 'capacity', values: capacity },
    ];
    expect(`\n${draw(demand, { series, height: 8 })}`).toBe(`
requests/s   █ demand   ── capacity
400 ┤                                    ▂▃▅▆
    │                               ▂▃▅▆█████
300 ┤                    ╭───────────────────
    │                    │▂▃▅▆███████████████
200 ┤                ▂▃▅▆│███████████████████
    │           ▂▃▅▆█████│███████████████████
100 ┤────────────────────╯███████████████████
    │ ▂▃▅▆███████████████████████████████████
  0 ┼┬─────────┬─────────┬─────────┬─────────
     Apr 10    00:10     00:20     00:30
     UTC`);
  });

  it('hatches what is unknown and dots the base line below it', () => {
    const [, upper, lower, base] = draw([1, NOT_KNOWN, 0], { width: 33, height: 2 }).split('\n');
    expect([upper, lower, base]).toEqual([
      '1 ┤██████████░░░░░░░░░░',
      '  │██████████░░░░░░░░░░',
      '0 ┼┬─────────┬·········┬─────────',
    ]);
  });

  it('dots the base line where a part of a column is unknown', () => {
    const hour = Array.from({ length: 120 }, (_, i) => (i === 31 ? NOT_KNOWN : 1));
    expect(draw(hour, { width: 33 })).toContain('· partly unknown');
  });

  it('draws nothing for zero but something for next to nothing', () => {
    const bottom = draw([0, 0.001, 1000], { width: 33, height: 2 }).split('\n').at(-4);
    expect(bottom?.slice(-24)).toBe('        ▁▁▁▁▁▁▁▁████████');
  });

  it('shows one minute of a flash crowd in a year', () => {
    const year = new Array<number>(525_600).fill(10);
    year[300_000] = 1000;
    expect(draw(year).split('\n')[1]).toContain('█');
  });

  it('adds colour only when asked', () => {
    const options = { color: true };
    const plain = draw([1, 2, NOT_KNOWN, 3]);
    const colored = draw([1, 2, NOT_KNOWN, 3], options);
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[0;36m');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  it('stays within its width and height whatever it draws', () => {
    const anyValue = fc.oneof(fc.double({ min: 0, max: 1e7, noNaN: true }), fc.constant(NOT_KNOWN));
    fc.assert(
      fc.property(
        fc.array(anyValue, { minLength: 1, maxLength: 3000 }),
        fc.integer({ min: 30, max: 200 }),
        fc.integer({ min: 2, max: 40 }),
        fc.nat(2_000_000_000),
        (values, width, height, start) => {
          const lines = draw(values, { width, height, start }).split('\n');
          const footnote = lines.pop() ?? '';
          expect(footnote).toContain('UTC');
          expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(width);
          expect(lines.length).toBeLessThanOrEqual(height + 3);
        },
      ),
    );
  });
});
