import { parseDecimal } from '../../curve/decimal.ts';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import type { SteadyGroup } from '../../model/steady-group.ts';
import type { Plan } from '../../simulate/plan.ts';
import { PERIOD_SECONDS } from './history.ts';
import type { PeriodLoad } from './period-load.ts';

/** How many instances carry a load. */
export type CapacityRule =
  /** As many as keep CPU utilisation, in percent, at the target or below it. */
  | { readonly kind: 'target'; readonly percent: number }
  | { readonly kind: 'fixed'; readonly instances: number };

/** Reads `target=50` or `fixed=6`. Throws a `PlimsollError` (`usage`). */
export function parseCapacityRule(text: string): CapacityRule {
  const [kind, value = '', ...rest] = text.split('=');
  const number = rest.length > 0 ? Number.NaN : parseDecimal(value);
  if (kind === 'target' && number > 0 && number <= 100) return { kind, percent: number };
  if (kind === 'fixed' && Number.isInteger(number) && number >= 1)
    return { kind, instances: number };
  throw new PlimsollError(
    'usage',
    `--capacity ${shown(text)} is no rule; give target=50 (percent CPU, up to 100) or fixed=6 (instances)`,
  );
}

/**
 * The instances of each period by a rule, within the group's MinSize and MaxSize, one
 * at the least.
 *
 * Throws a `PlimsollError` (`usage`) for a rule that the scenario's group or service
 * does not allow.
 */
export function instancesByRule(
  load: PeriodLoad,
  rule: CapacityRule,
  group: SteadyGroup,
  plan: Plan,
): Float64Array {
  if (rule.kind === 'target') return heldAt(load, rule.percent, group, plan);
  const { MinSize, MaxSize } = plan.group;
  if (rule.instances < MinSize || rule.instances > MaxSize)
    throw new PlimsollError(
      'usage',
      `--capacity fixed=${rule.instances} is not within the group's MinSize ${MinSize} and MaxSize ${MaxSize}; give a number between them`,
    );
  return new Float64Array(load.requestsPerSecond.length).fill(rule.instances);
}

/**
 * Out at once when the load asks for it; in as target tracking does it: when for
 * `lowAlarmMinutes` the load was below `lowAlarmRatio` of what the group carries at its
 * target, and then to the most that was needed in that time. So noise does not make it
 * flap.
 */
function heldAt(
  { requestsPerSecond }: PeriodLoad,
  percent: number,
  group: SteadyGroup,
  { service, assumptions, group: { MinSize, MaxSize } }: Plan,
): Float64Array {
  const busy = (percent - service.idleCpuPercent) / (100 - service.idleCpuPercent);
  if (busy <= 0)
    throw new PlimsollError(
      'usage',
      `--capacity target=${percent} cannot be held: an idle instance is at ${service.idleCpuPercent} % (service.idleCpuPercent); give a higher target`,
    );
  const calmPeriods = Math.ceil((60 * assumptions.lowAlarmMinutes) / PERIOD_SECONDS);
  const needed = requestsPerSecond.map((load) =>
    Math.max(1, MinSize, Math.min(MaxSize, group.least(load, busy))),
  );
  const instances = new Float64Array(needed.length);
  let count = needed[0];
  let calm = 0;
  for (let i = 0; i < needed.length; i++) {
    const isLow = requestsPerSecond[i] < assumptions.lowAlarmRatio * busy * group.capacity(count);
    calm = isLow ? calm + 1 : 0;
    if (calm === calmPeriods) {
      count = Math.max(...needed.subarray(i + 1 - calmPeriods, i + 1));
      calm = 0;
    }
    count = Math.max(count, needed[i]);
    instances[i] = count;
  }
  return instances;
}
