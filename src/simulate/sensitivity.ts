import { ASSUMPTIONS, type Assumptions } from '../model/assumptions.ts';
import { bestOf, runStrategies } from './compare.ts';
import type { Plan } from './plan.ts';
import { prepare } from './simulate.ts';

/** What the strategies come to when one assumption is another. */
export interface Sensitivity {
  readonly name: keyof Assumptions;
  readonly value: number | boolean;
  readonly strategies: readonly {
    readonly name: string;
    readonly costUsd: { readonly total: number };
    readonly sloViolationMinutes: number;
    readonly meetsSlo: boolean;
  }[];
  readonly best: string;
}

/**
 * Compares the strategies again for each value that an assumption might as well
 * have, the others as they are.
 */
export function* sensitivity(plan: Plan): Generator<Sensitivity> {
  for (const { name, value } of alternatives(plan.assumptions)) {
    const changed = { ...plan, assumptions: { ...plan.assumptions, [name]: value } };
    const results = [...runStrategies(changed, prepare(changed))].map(({ result }) => result);
    yield {
      name,
      value,
      strategies: results.map(({ name, costUsd, sloViolationMinutes, meetsSlo }) => ({
        name,
        costUsd: { total: costUsd.total },
        sloViolationMinutes,
        meetsSlo,
      })),
      best: bestOf(results).name,
    };
  }
}

/** Every value an assumption might as well have and does not. */
export function alternatives(assumptions: Assumptions) {
  return (Object.keys(ASSUMPTIONS) as (keyof Assumptions)[]).flatMap((name) => {
    const values: readonly (number | boolean)[] = ASSUMPTIONS[name].alternatives;
    return values.filter((value) => value !== assumptions[name]).map((value) => ({ name, value }));
  });
}
