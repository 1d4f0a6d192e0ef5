import type { Random } from '../../../src/curve/random.ts';
import { nextStep } from '../../../src/load/saturate/next-step.ts';
import type { SaturateStep } from '../../../src/load/saturate/step.ts';
import { type Contended, closedThroughput } from '../../../src/model/closed-loop.ts';

interface Noise {
  readonly relative: number;
  readonly random: Random;
}

/** The steps that are taken on a target. */
export function stepsOn(
  target: Contended,
  noise: Noise,
  { most = 1000, stepSeconds = 5, change = (step: SaturateStep) => step } = {},
): SaturateStep[] {
  const steps: SaturateStep[] = [];
  for (
    let next = nextStep(steps, most, stepSeconds);
    next !== undefined && steps.length < 60;
    next = nextStep(steps, most, stepSeconds)
  )
    steps.push(change(stepOf(target, next, noise)));
  return steps;
}

/** A step as it would be measured on a target that keeps to the law, with so much noise a slice. */
export function stepOf(
  target: Contended,
  connections: number,
  noise: Noise,
  awaySeconds = 0.0005,
): SaturateStep {
  const cycle = connections / closedThroughput(target, connections, awaySeconds);
  const cycles = Array.from({ length: 20 }, () => ({
    count: 100,
    seconds: 100 * cycle * (1 + noise.relative * (2 * noise.random() - 1)),
  }));
  return {
    connections,
    seconds: 4,
    completed: 2000,
    statuses: new Map([[200, 2000]]),
    failed: { unanswered: 0, status5xx: 0 },
    cycles,
    generatorBusyPercent: 10,
  };
}
