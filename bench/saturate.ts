import type { SaturateOutcome } from '../src/load/saturate/outcome.ts';
import { ceilingOf } from '../src/model/closed-loop.ts';
import { type QueueOptions, QueueServer } from '../test/support/queue-server.ts';
import type { Benchmark, Figure } from './figure.ts';
import { loadSaturate } from './load-processes.ts';

const RUNS = 20;
/** Requests slow one another down so much that 22 in service complete the most. */
const CONTENDED = { workers: 32, serviceMs: 20, contention: 0.05, coherency: 0.002 };
const CONTENDED_CEILING = ceilingOf({ ...CONTENDED, servers: 32, serviceSeconds: 0.02 }).rate;

/**
 * `load saturate` against a server whose workers and service time are known: how far
 * off it is, and how often the truth lies in the interval that it states. The truth is
 * what the server timed itself.
 */
export const saturate: Benchmark = {
  name: 'saturate',
  run: async () => {
    const ceilings: Compared[] = [];
    const serviceTimes: Compared[] = [];
    for (let run = 0; run < RUNS; run++) {
      const workers = 4 + (run % 5) * 3;
      const serviceMs = 15 + (run % 4) * 10;
      const { fit, usualMs } = await saturated({ workers, serviceMs });
      ceilings.push(compare(fit?.requestsPerSecond, (1000 * workers) / usualMs));
      serviceTimes.push(compare(fit?.serviceTimeMs, usualMs));
    }
    const bent: boolean[] = [];
    const bentCeilings: Compared[] = [];
    for (let run = 0; run < 3; run++) {
      const { fit } = await saturated(CONTENDED);
      bent.push(fit?.bends === true);
      bentCeilings.push(compare(fit?.requestsPerSecond, CONTENDED_CEILING));
    }
    return [
      ...figures('saturate-ceiling', ceilings),
      ...figures('saturate-service-time', serviceTimes),
      offFigure('saturate-bent-ceiling', bentCeilings),
      {
        name: 'saturate-bends',
        value: bent.filter(Boolean).length,
        unit: `of ${bent.length} runs`,
        target: bent.length,
        bound: 'least',
        detail: `found that it bends with contention ${CONTENDED.contention}, coherency ${CONTENDED.coherency}`,
      },
    ];
  },
};

interface Compared {
  readonly offPercent: number;
  readonly isWithin: boolean;
}

async function saturated(
  options: QueueOptions,
): Promise<{ readonly fit: SaturateOutcome['fit']; readonly usualMs: number }> {
  const server = await QueueServer.start(options);
  try {
    const { fit } = await loadSaturate(['--url', server.url, '--step-seconds', '1']);
    return { fit, usualMs: await server.usualServiceMs() };
  } finally {
    await server.end();
  }
}

function compare(
  found: { readonly value: number; readonly low: number; readonly high: number } | undefined,
  truth: number,
): Compared {
  if (found === undefined) return { offPercent: 100, isWithin: false };
  const { value, low, high } = found;
  return {
    offPercent: 100 * Math.abs(value / truth - 1),
    isWithin: low <= truth && truth <= high,
  };
}

function offFigure(name: string, all: readonly Compared[]): Figure {
  const off = all.map(({ offPercent }) => offPercent);
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
  return {
    name,
    value: Math.max(...off),
    unit: '% off at most',
    target: 5,
    detail: `${mean.toFixed(2)} % on the mean of ${all.length} runs`,
  };
}

function figures(name: string, all: readonly Compared[]): Figure[] {
  return [
    offFigure(name, all),
    {
      name: `${name}-within`,
      value: all.filter(({ isWithin }) => isWithin).length,
      unit: `of ${all.length} runs`,
      target: Math.ceil(0.95 * all.length),
      bound: 'least',
      detail: 'the truth lies in the interval that is stated',
    },
  ];
}
