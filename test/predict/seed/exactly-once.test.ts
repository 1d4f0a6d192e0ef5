import { describe, expect, it } from 'vitest';
import { SdkCloudWatch } from '../../../src/aws/cloudwatch.ts';
import { type Random, seededRandom } from '../../../src/curve/random.ts';
import { applyPlan } from '../../../src/predict/seed/apply.ts';
import { systemClock } from '../../../src/predict/seed/clock.ts';
import type { SeedCloudWatch } from '../../../src/predict/seed/cloudwatch.ts';
import { formatPlan, parsePlan } from '../../../src/predict/seed/plan-file.ts';
import { lab, sdk, temporaryDirectory } from '../../lab/rig.ts';
import { hourlyDifferences } from '../../soak/hourly-differences.ts';
import { soakRun } from '../../soak/soak-run.ts';
import { planIn } from './rig.ts';

/** Ends as a kill does, at a random instant: before a request leaves, or before its answer is known. */
function crashing(cloudWatch: SeedCloudWatch, random: Random): SeedCloudWatch {
  return {
    latestArrivalSeconds: 1,
    whereabouts: () => cloudWatch.whereabouts(),
    put: async (place, data) => {
      const draw = random();
      if (draw < 0.05) throw new Crash();
      const fate = await cloudWatch.put(place, data);
      if (draw < 0.15) throw new Crash();
      return fate;
    },
    read: (...args) => cloudWatch.read(...args),
    list: (...args) => cloudWatch.list(...args),
  };
}

class Crash extends Error {}

/** So long a request that was let go of may be on its way; what the lab postpones takes half of it. */
const LATEST_ARRIVAL_SECONDS = 0.1;
const FAULTS = 'PutMetricData:throttle=0.02,500=0.1,drop-after-store=0.15,store-late=0.05s@0.1';

/** Applies a plan, again after each crash, until it is done; how often it began. */
async function applyUntilDone(seed: number, url: string, namespace: string) {
  const random = seededRandom(seed);
  const mostData = 30 + Math.floor(40 * random());
  const { path, plan } = planIn(temporaryDirectory(), {
    hours: 4,
    mostData,
    namespace,
    now: Date.now(),
    seed,
  });
  const cloudWatch = crashing(new SdkCloudWatch({ endpointUrl: url }, 5), random);
  for (let begun = 1; ; begun++) {
    try {
      await applyPlan(parsePlan(formatPlan(plan), path), {
        planPath: path,
        cloudWatch,
        clock: systemClock,
        callsPerSecond: 1000,
        patienceSeconds: 20,
        latestArrivalSeconds: LATEST_ARRIVAL_SECONDS,
        confirm: async () => {},
        stop: new AbortController().signal,
        onProgress: () => {},
      });
      return { plan, begun };
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

describe('a plan under crashes and faults', () => {
  it('is in CloudWatch once, every hour, in twenty seeded runs', async () => {
    const { url } = await lab({ now: Date.now, faults: [FAULTS], seed: 5 });
    const runs = await Promise.all(
      Array.from({ length: 20 }, (_, i) => applyUntilDone(i + 1, url, `Run/${i}`)),
    );
    expect(runs.some(({ begun }) => begun > 1)).toBe(true);
    for (const { plan } of runs) expect(await hourlyDifferences(plan, sdk(url))).toEqual([]);
  });

  it('is there once when its process is killed, three times over', async () => {
    const { url } = await lab({ now: Date.now });
    const target = { url, client: sdk(url) };
    const runs = await Promise.all([1, 2, 3].map((seed) => soakRun(seed, 'kill', target)));
    // One that is done before its moment comes is not killed.
    expect(runs.some(({ killed }) => killed > 0)).toBe(true);
    expect(runs.flatMap(({ differences }) => differences)).toEqual([]);
  });
});
