import { parentPort, workerData } from 'node:worker_threads';
import { prepare, simulate } from '../src/simulate/simulate.ts';
import type { Timeline } from '../src/simulate/timeline.ts';
import { dailyLoad, planOf, tracking } from './scenarios.ts';

/** Runs its share of a thousand parameter sets when told to. */
const { core, cores } = workerData as { readonly core: number; readonly cores: number };
const plan = planOf(dailyLoad(35), []);
const prepared = prepare(plan);
let timeline: Timeline | undefined;

for (let set = 0; set < 20; set++) run(set);
parentPort?.postMessage('ready');
parentPort?.once('message', () => {
  for (let set = core; set < 1000; set += cores) run(set);
  parentPort?.postMessage('done');
});

/** Targets of 30 to 69 %, warm-ups of one to five minutes, minimums of 2 to 6. */
function run(set: number): void {
  const strategy = tracking(30 + (set % 40), {
    DefaultInstanceWarmup: 60 * (1 + (Math.floor(set / 40) % 5)),
    MinSize: 2 + (Math.floor(set / 200) % 5),
    DesiredCapacity: 6,
  });
  const simulation = simulate(plan, strategy, prepared, timeline);
  timeline = simulation.timeline;
  simulation.latencies.quantilesMs([0.95], 1e-6);
}
