import type { Command } from 'commander';
import { predictSeedApply } from './predict-seed-apply.ts';
import { predictSeedFollow } from './predict-seed-follow.ts';
import { predictSeedPlan } from './predict-seed-plan.ts';
import { predictSeedStatus } from './predict-seed-status.ts';
import { predictSeedVerify } from './predict-seed-verify.ts';

/** Adds `plimsoll predict seed` and its commands. */
export function predictSeed(predict: Command): void {
  const seed = predict
    .command('seed')
    .description('put a history into CloudWatch, every point once, and see that it is there');
  predictSeedPlan(seed);
  predictSeedApply(seed);
  predictSeedVerify(seed);
  predictSeedStatus(seed);
  predictSeedFollow(seed);
}
