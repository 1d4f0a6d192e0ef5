import { Balancer } from '../model/balancer.ts';
import { requiredCapacity } from './ideal.ts';
import type { Plan, Strategy } from './plan.ts';
import { Run, type Simulation } from './run.ts';
import { createTimeline, type Timeline } from './timeline.ts';

/** What does not depend on the strategy. */
export interface Prepared {
  /** The least capacity of each minute, as `requiredCapacity` says. */
  readonly required: Float64Array;
  readonly balancer: Balancer;
}

export function prepare(plan: Plan): Prepared {
  const balancer = new Balancer(plan.service, plan.loadBalancer);
  return { required: requiredCapacity(plan, balancer), balancer };
}

/**
 * Replays the plan's load against one strategy, minute by minute.
 *
 * A minute in which nothing happens and every queue is at rest is one step; any
 * other is cut where something happens, and into seconds while there is a backlog.
 * Both end alike: the metrics are published, the alarms look at them, the policies
 * decide.
 *
 * @param prepared what all strategies of the plan share, where the caller has it
 * @param timeline of the plan's length, to be overwritten: for callers that run many
 *   strategies and keep no timeline
 */
export function simulate(
  plan: Plan,
  strategy: Strategy,
  prepared: Prepared = prepare(plan),
  timeline: Timeline = emptyTimeline(plan, prepared),
): Simulation {
  return new Run(plan, strategy, prepared.balancer, timeline).run();
}

function emptyTimeline({ load, evaluateFrom }: Plan, { required }: Prepared): Timeline {
  const evaluated = load.requestsPerSecond.subarray(evaluateFrom);
  return createTimeline(load.startMinute + evaluateFrom, evaluated, required);
}
