import { describe, expect, it } from 'vitest';
import { erlangB, erlangC } from '../../src/model/erlang.ts';
import { meanWaiting, responseQuantile, steadyState, waitQuantile } from '../../src/model/mmc.ts';
import { readShared, sharedIsHere } from '../support/shared.ts';

interface Oracle {
  readonly c: number;
  readonly lambda: string;
  readonly mu: number;
  readonly [figure: string]: string | number;
}

describe.skipIf(!sharedIsHere)('M/M/c in its steady state (skipped without ../shared)', () => {
  const oracles: Oracle[] = sharedIsHere ? JSON.parse(readShared('oracles/mmc.json')) : [];

  it.each(oracles)(
    'matches the oracle to nine digits with $c servers and $lambda arrivals',
    (oracle) => {
      const { c, mu } = oracle;
      const arrivals = Number(oracle.lambda);
      const utilization = arrivals / (c * mu);
      const line = steadyState(c, c * mu, 1 / mu, utilization);
      const wait = line.waits / line.drain;
      const figures: Record<string, number> = {
        B: erlangB(c, arrivals / mu),
        C: line.waits,
        Wq: wait,
        W: wait + 1 / mu,
        Lq: meanWaiting(line.waits, utilization),
      };
      for (const name of Object.keys(oracle)) {
        const [kind, percent] = name.split('_p');
        if (percent === undefined) continue;
        const quantile = kind === 'T' ? responseQuantile : waitQuantile;
        figures[name] = quantile(line, Number(percent) / 100);
      }
      for (const [name, figure] of Object.entries(figures)) {
        const expected = Number(oracle[name]);
        expect(Math.abs(figure - expected), name).toBeLessThanOrEqual(1e-9 * Math.abs(expected));
      }
    },
  );
});

/** Computed to 15 digits from the closed forms (Gross et al., Fundamentals of Queueing Theory, §3.3), service rate 1. */
const TEXTBOOK = [
  {
    servers: 1,
    utilization: 0.5,
    waits: 0.5,
    waitP95: 4.60517018598809,
    responseP95: 5.99146454710798,
  },
  {
    servers: 2,
    utilization: 0.5,
    waits: 0.333333333333333,
    waitP95: 1.89711998488588,
    responseP95: 3.81646030516783,
  },
  {
    servers: 5,
    utilization: 0.8,
    waits: 0.554112554112554,
    waitP95: 2.40534482695181,
    responseP95: 4.19746257838696,
  },
  {
    servers: 100,
    utilization: 0.95,
    waits: 0.506456853913021,
    waitP95: 0.463083225972048,
    responseP95: 3.11494870121194,
  },
];

describe('M/M/c', () => {
  it.each(TEXTBOOK)('has the textbook figures with $servers servers', (row) => {
    const line = steadyState(row.servers, row.servers, 1, row.utilization);
    expect(line.waits).toBeCloseTo(row.waits, 12);
    expect(waitQuantile(line, 0.95)).toBeCloseTo(row.waitP95, 12);
    expect(responseQuantile(line, 0.95)).toBeCloseTo(row.responseP95, 12);
  });
});

describe('Erlang C', () => {
  it('is a half for one server that is half busy', () => {
    expect(erlangC(1, 0.5)).toBeCloseTo(0.5, 12);
  });

  it('interpolates between whole numbers of servers', () => {
    const between = erlangC(2.25, 0.8);
    expect(between).toBeCloseTo(0.75 * erlangC(2, 0.8) + 0.25 * erlangC(3, 0.8), 12);
  });
});
