import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Curve } from '../src/curve/curve.ts';
import { formatCurve } from '../src/curve/format.ts';
import { arrivalsUntil } from '../src/load/pacer.ts';
import { scheduleOf } from '../src/load/schedule.ts';
import type { LoadServer } from '../test/support/load-server.ts';
import type { Figure } from './figure.ts';
import { loadRun } from './load-processes.ts';

const SECONDS = 30;

/** A ramp and a sine of 30 s, as the server saw them come, against the plan. */
export async function exactness(server: LoadServer, folder: string): Promise<Figure[]> {
  const ramp = await drive('ramp', (t) => 100 + 4900 * (1 - Math.abs(t - 15) / 15), server, folder);
  const sine = await drive(
    'sine',
    (t) => 2500 + 2400 * Math.sin((2 * Math.PI * t) / 10),
    server,
    folder,
  );
  return [...ramp, ...sine];
}

async function drive(
  name: string,
  rateAt: (seconds: number) => number,
  server: LoadServer,
  folder: string,
): Promise<Figure[]> {
  const curve = curveOf(rateAt);
  const file = join(folder, `${name}.csv`);
  writeFileSync(file, formatCurve(curve));
  const schedule = scheduleOf(curve, { interpolate: 'linear' });
  const planned = Array.from(
    { length: SECONDS },
    (_, second) => arrivalsUntil(schedule, second + 1) - arrivalsUntil(schedule, second),
  );
  server.forget();
  const args = ['--url', server.url, '--curve', file, '--interpolate', 'linear'];
  const { startedAt } = await loadRun([...args, '--connections', '50']);
  const ours = compare(planned, (await server.seen()).stamps, Date.parse(startedAt));

  server.forget();
  const start = await segments(server.url, planned);
  const theirs = compare(planned, (await server.seen()).stamps, start);
  const beside = (of: (one: Comparison) => number) =>
    `autocannon in one-second segments ${of(theirs).toFixed(of === offBy ? 0 : 2)}`;
  return [
    {
      name: `load-${name}-total`,
      value: Math.abs(ours.offBy),
      unit: 'requests off',
      target: 1,
      detail: `${planned.reduce((sum, count) => sum + count, 0)} planned; ${beside(offBy)}`,
    },
    {
      name: `load-${name}-mean`,
      value: ours.mean,
      unit: '% a second',
      target: 0.3,
      detail: `stamped at the server; ${beside(({ mean }) => mean)}`,
    },
    {
      name: `load-${name}-max`,
      value: ours.max,
      unit: '% a second',
      target: 1.5,
      detail: `stamped at the server; ${beside(({ max }) => max)}`,
    },
  ];
}

/** Autocannon has no curve: a run a second, each with its rate, in this process. Returns when the first began. */
async function segments(url: string, planned: readonly number[]): Promise<number> {
  const start = Date.now();
  for (const rate of planned)
    await autocannon({ url, connections: 50, overallRate: rate, duration: 1 });
  return start;
}

/** It comes without types. */
const autocannon: (options: object) => Promise<unknown> = createRequire(import.meta.url)(
  'autocannon',
);

function curveOf(rateAt: (seconds: number) => number): Curve {
  const steps = Array.from({ length: SECONDS }, (_, second) => second);
  return {
    source: 'bench',
    stepSeconds: 1,
    timestamps: Float64Array.from(steps, (second) => 1_767_571_200 + second),
    requestsPerSecond: Float64Array.from(steps, (second) => rateAt(second + 0.5)),
  };
}

interface Comparison {
  readonly offBy: number;
  readonly mean: number;
  readonly max: number;
}

function offBy({ offBy }: Comparison): number {
  return offBy;
}

/** @param start of the run, milliseconds since the epoch */
function compare(planned: readonly number[], stamps: readonly number[], start: number): Comparison {
  const seen = new Int32Array(SECONDS);
  for (const stamp of stamps) {
    const second = Math.floor((stamp - start) / 1000);
    if (second >= 0 && second < SECONDS) seen[second]++;
  }
  const errors = planned.map((count, second) => (100 * Math.abs(seen[second] - count)) / count);
  return {
    offBy: stamps.length - planned.reduce((sum, count) => sum + count, 0),
    mean: errors.reduce((sum, error) => sum + error, 0) / SECONDS,
    max: Math.max(...errors),
  };
}
