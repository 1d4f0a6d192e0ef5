import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMinutes } from '../../src/curve/minutes.ts';
import { parseCurve } from '../../src/curve/parse.ts';
import { causeText } from '../../src/model/activity.ts';
import { compare } from '../../src/simulate/compare.ts';
import { measure } from '../../src/simulate/measure.ts';
import type { Plan, Strategy } from '../../src/simulate/plan.ts';
import { prepare, simulate } from '../../src/simulate/simulate.ts';
import { cpuAlarm, fixed, planOf, steps, strategyOf, tracking } from '../support/plans.ts';

/** Loads of some hours with jumps, zeros, gaps and overload. */
const loads = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 60 }),
      rate: fc.oneof(
        fc.double({ min: 0, max: 900, noNaN: true }),
        fc.constantFrom(0, 100, 2500, Number.NaN),
      ),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.flatMap(({ minutes, rate }) => Array<number>(minutes).fill(rate)));

const OUT = { above: 60, adjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }] };
const IN = { below: 30, adjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }] };

/** One more instance while the alarm rings, and while it rings for want of data. */
const simple = (TreatMissingData: 'breaching' | 'ignore') =>
  strategyOf(
    `simple-${TreatMissingData}`,
    [
      {
        PolicyType: 'SimpleScaling',
        PolicyName: 'more',
        AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: 1,
        Cooldown: 60,
      },
    ],
    [{ ...cpuAlarm('busy', 'GreaterThanThreshold', 70, 2, ['more']), TreatMissingData }],
  );

const strategies = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((instances) => fixed(instances)),
  fc.integer({ min: 20, max: 80 }).map((target) => tracking(target)),
  fc.constant(tracking(1500, {}, 'ALBRequestCountPerTarget')),
  fc.constant(tracking(50, { detailedMonitoring: false })),
  fc.constant(
    tracking(50, { launchSeconds: { mean: 90, p95: 200 }, bootSeconds: { mean: 40, p95: 90 } }),
  ),
  fc.constant(tracking(50, { MinSize: 0, MaxSize: 6, DesiredCapacity: 1 })),
  fc.constant(steps(OUT, IN)),
  fc.constantFrom('breaching' as const, 'ignore' as const).map(simple),
);

const balancers = fc.constantFrom(
  { algorithm: 'round_robin' as const, slowStartSeconds: 0 },
  { algorithm: 'round_robin' as const, slowStartSeconds: 90 },
  { algorithm: 'least_outstanding_requests' as const, slowStartSeconds: 0 },
);

const plans = fc
  .tuple(loads, strategies, balancers)
  .map(([load, strategy, loadBalancer]) => planOf(load, [strategy], { loadBalancer }));

function only(plan: Plan): Strategy {
  return plan.strategies[0];
}

function measured(plan: Plan) {
  return measure(plan, simulate(plan, only(plan)));
}

describe('every simulation', () => {
  it('serves or fails each offered request, once', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { offered, served, failed } = measured(plan).requests;
        expect(served + failed).toBeCloseTo(offered, 6);
        expect(failed).toBeGreaterThanOrEqual(0);
        expect(failed).toBeLessThanOrEqual(offered * (1 + 1e-12));
      }),
    );
  });

  it('keeps the desired capacity within the bounds of the group', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { MinSize, MaxSize } = only(plan).group;
        const { timeline } = simulate(plan, only(plan));
        for (const desired of timeline.desired) {
          expect(desired).toBeGreaterThanOrEqual(MinSize);
          expect(desired).toBeLessThanOrEqual(MaxSize);
        }
      }),
    );
  });

  it('accounts for every instance: desired is what is pending or in service', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const { desired, inService, pending, warming } = simulate(plan, only(plan)).timeline;
        desired.forEach((wanted, minute) => {
          expect(inService[minute] + pending[minute]).toBe(wanted);
          expect(warming[minute]).toBeLessThanOrEqual(inService[minute]);
        });
      }),
    );
  });

  it('tells why it changed the group', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const activity of simulate(plan, only(plan)).activities)
          expect(causeText(activity)).not.toMatch(/NaN|undefined/);
      }),
    );
  });

  it('costs what its minutes cost', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const simulation = simulate(plan, only(plan));
        const sum = simulation.timeline.costUsd.reduce((total, cost) => total + cost, 0);
        expect(sum).toBeCloseTo(measure(plan, simulation).costUsd.ec2, 8);
      }),
    );
  });

  it('is the same bytes again for the same scenario and seed', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(JSON.stringify(compare(plan))).toBe(JSON.stringify(compare(plan)));
        expect(simulate(plan, only(plan)).timeline).toEqual(simulate(plan, only(plan)).timeline);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a fixed group', () => {
  it('of n instances for h hours is billed n × h instance hours, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 30 }), (n, hours) => {
        const plan = planOf(Array(60 * hours).fill(30), [fixed(n)]);
        const { instanceHours, costUsd } = measured(plan);
        expect(instanceHours).toBe(n * hours);
        expect(costUsd.ec2).toBe(n * hours * 0.096);
      }),
    );
  });

  it.each(['round_robin', 'least_outstanding_requests'] as const)(
    'never answers sooner or fails less when the load rises, across saturation too (%s)',
    (algorithm) => {
      const shape = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), {
        minLength: 1,
        maxLength: 12,
      });
      const scale = fc.double({ min: 20, max: 700, noNaN: true });
      const timeout = fc.constantFrom(0.2, 1, 10);
      fc.assert(
        fc.property(shape, scale, scale, timeout, (levels, a, b, timeoutSeconds) => {
          const at = (peak: number) => {
            const load = levels.flatMap((level) => Array<number>(10).fill(level * peak));
            const options = { service: { timeoutSeconds }, loadBalancer: { algorithm } };
            return measured(planOf(load, [fixed(5)], options));
          };
          const less = at(Math.min(a, b));
          const more = at(Math.max(a, b));
          for (const name of ['p50', 'p95', 'p99'] as const) {
            const [low, high] = [less.latencyMs[name], more.latencyMs[name]];
            expect(Number(high), name).toBeGreaterThanOrEqual(Number(low) * (1 - 1e-6));
          }
          const share = ({ failed, offered }: typeof less.requests) => failed / offered;
          expect(share(more.requests)).toBeGreaterThanOrEqual(share(less.requests) - 1e-9);
          expect(more.requests.failed).toBeGreaterThanOrEqual(
            less.requests.failed * (1 - 1e-6) - 1e-6,
          );
        }),
        { numRuns: 200 },
      );
    },
  );
});

describe('a constant load', () => {
  it('gives the same result in steps of 60 s and of 3,600 s', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 400, noNaN: true }), strategies, (rate, strategy) => {
        const results = [60, 3600].map((step) => {
          const rows = Array.from({ length: 6 * (3600 / step) }, (_, i) => `${i * step},${rate}`);
          const curve = parseCurve(`timestamp,requests_per_second\n${rows.join('\n')}\n`);
          return measured(planOf(toMinutes(curve).requestsPerSecond, [strategy]));
        });
        expect(results[0]).toEqual(results[1]);
      }),
      { numRuns: 50 },
    );
  });

  it('never costs less under target tracking when it is higher', () => {
    const rate = fc.double({ min: 1, max: 1200, noNaN: true });
    const target = fc.integer({ min: 20, max: 80 });
    fc.assert(
      fc.property(rate, rate, target, fc.integer({ min: 2, max: 20 }), (a, b, percent, desired) => {
        const strategy = tracking(percent, { DesiredCapacity: desired });
        const cost = (load: number) =>
          measured(planOf(Array(240).fill(load), [strategy])).costUsd.total;
        expect(cost(Math.max(a, b))).toBeGreaterThanOrEqual(cost(Math.min(a, b)) - 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the ideal', () => {
  it('uses no more than a strategy that is constant within minutes, carries no backlog and meets the SLO in each', () => {
    fc.assert(
      fc.property(
        loads,
        fc.integer({ min: 1, max: 40 }),
        balancers,
        (load, instances, loadBalancer) => {
          const strategy = fixed(instances);
          const plan = planOf(load, [strategy], { loadBalancer });
          const result = measured(plan);
          fc.pre(
            result.sloViolationMinutes === 0 && load.every((rate) => !(rate > 50 * instances)),
          );
          const required = prepare(plan).required;
          const instanceMinutes = required.reduce((sum, n) => sum + (Number.isNaN(n) ? 0 : n), 0);
          expect(instanceMinutes / 60).toBeLessThanOrEqual(result.instanceHours);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('meets the SLO where a fixed group of its size does, and one instance less does not', () => {
    fc.assert(
      fc.property(fc.double({ min: 60, max: 1500, noNaN: true }), (load) => {
        const plan = planOf(Array(30).fill(load), []);
        const [needed] = prepare(plan).required;
        const violations = (instances: number) => {
          const strategy = fixed(instances);
          return measured({
            ...plan,
            load: { ...plan.load, requestsPerSecond: new Float64Array(1).fill(load) },
            strategies: [strategy],
          }).sloViolationMinutes;
        };
        expect(violations(needed)).toBe(0);
        expect(violations(needed - 1)).toBe(1);
      }),
      { numRuns: 50 },
    );
  });
});
