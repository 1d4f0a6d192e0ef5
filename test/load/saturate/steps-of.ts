import type { Random } from '../../../src/curve/random.ts';
import type { SaturateStep } from '../../../src/load/saturate/step.ts';
import { type Contended, closedThroughput } from '../../../src/model/closed-loop.ts';

/** A step as it would be measured on a target that keeps to the law, with so much noise a slice. */
export function stepOf(
  target: Contended,
  connections: number,
  noise: { readonly relative: number; readonly random: Random },
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
    failed: { unanswered: 0, status5xx: 0 },
    cycles,
    responseTimeMs: 1000 * cycle,
    generatorBusyPercent: 10,
  };
}
