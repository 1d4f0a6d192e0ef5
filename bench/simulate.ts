import { Worker } from 'node:worker_threads';
import { prepare, simulate } from '../src/simulate/simulate.ts';
import { bareLoop } from './bare-loop.ts';
import type { Benchmark, Figure } from './figure.ts';
import { dailyLoad, everything, planOf, predictive, tracking } from './scenarios.ts';
import { inTurn } from './timing.ts';

/** A year of minutes, against a bare loop over the same year. */
export const year: Benchmark = {
  name: 'simulate-year',
  run: () => {
    const load = dailyLoad(365);
    const plan = planOf(load, [tracking(50)]);
    const prepared = prepare(plan);
    const simulated = () => {
      const { latencies } = simulate(plan, plan.strategies[0], prepared);
      latencies.quantilesMs([0.5, 0.95, 0.99]);
    };
    const all = everything();
    const fullPlan = planOf(load, [all.strategy], all.changes);
    const fullPrepared = prepare(fullPlan);
    const plain = inTurn(15, simulated, () => bareLoop(load));
    const full = inTurn(
      7,
      () => simulate(fullPlan, all.strategy, fullPrepared),
      () => bareLoop(load),
    );
    return [ratio('simulate-year', plain, 3.5), ratio('simulate-year-everything', full, 10)];
  },
};

/** A year with a predictive policy beside target tracking: 1,460 forecasts. */
export const predictiveYear: Benchmark = {
  name: 'predictive-year',
  run: () => {
    const history = 14 * 1440;
    const plan = {
      ...planOf(dailyLoad(365 + 14), [predictive(50)]),
      evaluateFrom: history,
    };
    const started = process.cpuUsage();
    const { forecasts } = simulate(plan, plan.strategies[0]);
    const { user, system } = process.cpuUsage(started);
    return [
      {
        name: 'predictive-year',
        value: (user + system) / 1e6,
        unit: 's',
        target: 10,
        detail: `${forecasts[0].plans.length} forecasts, CPU time`,
      },
    ];
  },
};

/** A thousand sets of parameters over 35 days, on one core and on two. */
export const sweep: Benchmark = {
  name: 'sweep',
  run: async () => {
    const one = await sweepSeconds(1);
    const two = await sweepSeconds(2);
    return [
      {
        name: 'sweep',
        value: one,
        unit: 's',
        target: 3,
        detail: '1,000 parameter sets × 35 days at one minute, wall time on one core',
      },
      {
        name: 'sweep-two-cores',
        value: two / one,
        unit: '× one core',
        target: 0.6,
        detail: `${two.toFixed(2)} s`,
      },
    ];
  },
};

function ratio(name: string, { a, b }: { a: number; b: number }, target: number): Figure {
  return {
    name,
    value: a / b,
    unit: '× bare loop',
    target,
    detail: `${a.toFixed(1)} ms against ${b.toFixed(1)} ms of CPU for 525,600 minutes`,
  };
}

async function sweepSeconds(cores: number): Promise<number> {
  const workers = Array.from(
    { length: cores },
    (_, core) =>
      new Worker(new URL('./sweep-worker.mjs', import.meta.url), { workerData: { core, cores } }),
  );
  const ready = workers.map((worker) => message(worker));
  await Promise.all(ready);
  const start = performance.now();
  const done = workers.map((worker) => message(worker));
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(done);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(workers.map((worker) => worker.terminate()));
  return seconds;
}

function message(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
