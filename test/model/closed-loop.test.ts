import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  betweenTargets,
  type Contended,
  ceilingOf,
  closedThroughput,
  slowdown,
} from '../../src/model/closed-loop.ts';

const alone = { serviceSeconds: 0.02, servers: 8, contention: 0, coherency: 0 };

describe('a target in a closed loop', () => {
  it('is twice as fast for twice as many, up to its servers, and no faster above', () => {
    const rates = [1, 2, 4, 8, 16, 100].map((n) => Math.round(closedThroughput(alone, n, 0)));
    expect(rates).toEqual([50, 100, 200, 400, 400, 400]);
  });

  it('is the machine repairman’s model', () => {
    // Two machines, one repairman, both times 1: p = 1/5, 2/5, 2/5.
    const target = { serviceSeconds: 1, servers: 1, contention: 0, coherency: 0 };
    expect(closedThroughput(target, 2, 1)).toBeCloseTo(0.8, 12);
  });

  it('has its ceiling where the law of scalability bends down again', () => {
    // Gunther: N* = √((1 − σ)/κ).
    const { rate, inService } = ceilingOf({
      serviceSeconds: 0.01,
      servers: Number.POSITIVE_INFINITY,
      contention: 0.19,
      coherency: 0.01,
    });
    expect(inService).toBeCloseTo(9, 12);
    expect(rate).toBeCloseTo(9 / (0.01 * (1 + 0.19 * 8 + 0.01 * 72)), 9);
  });

  const target = fc.record({
    serviceSeconds: fc.double({ min: 0.001, max: 2, noNaN: true }),
    servers: fc.double({ min: 1, max: 200, noNaN: true }),
    contention: fc.double({ min: 0, max: 0.5, noNaN: true }),
    coherency: fc.double({ min: 0, max: 0.05, noNaN: true }),
  });

  it('never completes more than its ceiling, nor than its clients ask for', () => {
    fc.assert(
      fc.property(
        target,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, connections, away) => {
          const rate = closedThroughput(one, connections, away);
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(ceilingOf(one).rate * (1 + 1e-9));
          const most = connections / (one.serviceSeconds + away);
          expect(rate).toBeLessThanOrEqual(most * (1 + 1e-9));
        },
      ),
    );
  });

  it('is summed up to the last bits where nearly all of the probability is', () => {
    const every = (one: Contended, connections: number, away: number) => {
      const logs = [0];
      const rates = [0];
      for (let k = 1; k <= connections; k++) {
        rates.push(closedThroughput(one, k, 0));
        logs.push(logs[k - 1] + Math.log((connections - k + 1) / (away * rates[k])));
      }
      const most = Math.max(...logs);
      const weights = logs.map((log) => Math.exp(log - most));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.reduce((sum, weight, k) => sum + weight * rates[k], 0) / total;
    };
    fc.assert(
      fc.property(
        target,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 1e-5, max: 10, noNaN: true }),
        (one, connections, away) => {
          const ratio = closedThroughput(one, connections, away) / every(one, connections, away);
          expect(ratio).toBeCloseTo(1, 9);
        },
      ),
    );
  });

  it('of ten thousand clients is told as soon as of ten', () => {
    const large = { ...alone, servers: 4000, serviceSeconds: 0.2 };
    const start = performance.now();
    for (let i = 0; i < 2000; i++) closedThroughput(large, 10_000, 5e-4);
    // To sum over all ten thousand, as it once did, takes a hundred times as long.
    expect(performance.now() - start).toBeLessThan(400);
  });

  it('slows the targets of a group down by just the law, where all share what it shares', () => {
    fc.assert(
      fc.property(
        target,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 40 }),
        (one, m, targets) => {
          const { contention, coherency } = betweenTargets(one, m);
          const byLaw = 1 + contention * (targets - 1) + coherency * targets * (targets - 1);
          const ratio = slowdown(one, targets * m) / slowdown(one, m);
          expect(byLaw / ratio).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
