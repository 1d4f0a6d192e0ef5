import * as z from 'zod';
import type { Path } from '../model/json/path.ts';
import type { LoadBalancer } from '../model/service.ts';
import { check } from './reading/check.ts';
import { choice, number } from './reading/fields.ts';
import type { Problems } from './reading/problems.ts';

/**
 * Bounds: Elastic Load Balancing user guide, "Target groups for your Application
 * Load Balancers". `healthCheck` is accepted and has nothing to decide: a new
 * instance passes its first check after `bootSeconds`, and as nothing fails, none
 * fails a later one.
 */
const shape = z.object(
  {
    algorithm: choice(['round_robin', 'least_outstanding_requests'], ['weighted_random']).default(
      'round_robin',
    ),
    slowStartSeconds: slowStart().default(0),
    deregistrationDelaySeconds: number({ whole: true, atLeast: 0, atMost: 3600 }).default(300),
    healthCheck: z
      .object(
        {
          intervalSeconds: number({ whole: true, atLeast: 5, atMost: 300 }).optional(),
          healthyThreshold: number({ whole: true, atLeast: 2, atMost: 10 }).optional(),
          unhealthyThreshold: number({ whole: true, atLeast: 2, atMost: 10 }).optional(),
        },
        { error: 'a mapping with intervalSeconds, healthyThreshold and unhealthyThreshold' },
      )
      .optional(),
    bytesPerRequest: number({ atLeast: 0 }).default(20_000),
    newConnectionsPerRequest: number({ atLeast: 0, atMost: 1 }).default(0.1),
  },
  { error: 'a mapping, such as { algorithm: round_robin }' },
);

/** Reads `loadBalancer`; without it, AWS's defaults. */
export function readLoadBalancer(
  value: unknown,
  at: Path,
  problems: Problems,
): LoadBalancer | undefined {
  const read = check(shape, value === undefined ? {} : value, at, problems);
  if (read === undefined) return undefined;
  const { healthCheck: _, ...loadBalancer } = read;
  const { algorithm, slowStartSeconds } = loadBalancer;
  if (slowStartSeconds > 0 && algorithm === 'least_outstanding_requests') {
    const says = `is ${slowStartSeconds}, which AWS refuses together with least_outstanding_requests (${problems.line([...at, 'algorithm'], at)}): give 0, or round_robin`;
    problems.of([...at, 'slowStartSeconds'], says);
  }
  return loadBalancer;
}

function slowStart(): z.ZodNumber {
  const error = '0 (off), or a whole number from 30 to 900';
  const isValid = (seconds: number) =>
    seconds === 0 || (Number.isInteger(seconds) && seconds >= 30 && seconds <= 900);
  return z.number({ error }).refine(isValid, { error });
}
