import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import type { Plan } from './plan.ts';
import type { Simulation } from './run.ts';
import { simulate } from './simulate.ts';

/**
 * Replays a scenario's load against one of its strategies.
 *
 * `timeline` holds a column a figure and an entry a minute, `activities` what was
 * scaled and why.
 *
 * Throws a `PlimsollError` (`usage`) that lists the strategies when none has the name.
 */
export function simulateByName(scenario: Plan, strategyName: string): Simulation {
  const strategy = scenario.strategies.find(({ name }) => name === strategyName);
  if (strategy === undefined) {
    const names = scenario.strategies.map(({ name }) => name).join(', ');
    throw new PlimsollError(
      'usage',
      `no strategy is named ${shown(strategyName)}: give one of ${names}`,
    );
  }
  return simulate(scenario, strategy);
}
