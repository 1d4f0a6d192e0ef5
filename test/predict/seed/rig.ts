import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SdkCloudWatch } from '../../../src/aws/cloudwatch.ts';
import type { LabOptions } from '../../../src/lab/start-lab.ts';
import { type ApplyOptions, applyPlan } from '../../../src/predict/seed/apply.ts';
import type { Clock } from '../../../src/predict/seed/clock.ts';
import { planSeed, type SeedPlan, type SeedPlanOptions } from '../../../src/predict/seed/plan.ts';
import { formatPlan, parsePlan } from '../../../src/predict/seed/plan-file.ts';
import { lab, MIDNIGHT, temporaryDirectory } from '../../lab/rig.ts';
import { seededHistory } from '../../soak/seeded-history.ts';

/** A plan of so many hours before midnight in a file, and a lab whose clock goes as fast as it is waited for. */
export async function seedRig({
  hours = 24,
  mostData = 300,
  namespace = 'Shop/Seed',
  ...labOptions
}: Partial<SeedPlanOptions> & LabOptions & { readonly hours?: number } = {}) {
  const { url, clock } = await lab(labOptions);
  const virtual: Clock = {
    now: () => clock.now,
    steady: () => clock.now,
    pass: async (ms) => {
      clock.now += Math.max(0, ms);
    },
  };
  const { path, plan } = planIn(temporaryDirectory(), { hours, mostData, namespace });
  const cloudWatch = new SdkCloudWatch({ endpointUrl: url }, 30);
  const options: ApplyOptions = {
    planPath: path,
    cloudWatch,
    clock: virtual,
    callsPerSecond: 5,
    patienceSeconds: 3600,
    latestArrivalSeconds: 60,
    confirm: async () => {},
    stop: new AbortController().signal,
    onProgress: () => {},
  };
  const identified = parsePlan(formatPlan(plan), path);
  return {
    url,
    clock,
    path,
    plan,
    identified,
    cloudWatch,
    options,
    apply: (changes: Partial<ApplyOptions> = {}) =>
      applyPlan(identified, { ...options, ...changes }),
  };
}

/** A plan file in a directory. */
export function planIn(
  directory: string,
  {
    hours = 24,
    mostData,
    namespace = 'Shop/Seed',
    now = MIDNIGHT,
    seed = 1,
  }: {
    readonly hours?: number;
    readonly mostData?: number | undefined;
    readonly namespace?: string | undefined;
    readonly now?: number;
    readonly seed?: number;
  } = {},
): { readonly path: string; readonly plan: SeedPlan } {
  const plan = planSeed(seededHistory(seed, hours, now), {
    namespace,
    group: 'shop-asg',
    now: now / 1000,
    mostData,
  });
  const path = join(directory, 'plan.json');
  writeFileSync(path, formatPlan(plan));
  return { path, plan };
}
