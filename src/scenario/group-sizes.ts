import type { Path } from '../model/json/path.ts';
import type { Group } from '../simulate/plan.ts';
import type { Problems } from './reading/problems.ts';

export type Sizes = Pick<Group, 'MinSize' | 'MaxSize' | 'DesiredCapacity'>;

/** What one place says of a group: a file, the scenario, a strategy. */
export interface SizeLayer {
  readonly at: Path;
  readonly set: { readonly [Name in keyof Sizes]?: number | undefined };
}

/**
 * The sizes that are left when each layer changes what those before it set;
 * undefined when they contradict each other, which `problems` then tells.
 *
 * A layer that moves MinSize or MaxSize past a DesiredCapacity of before takes the
 * latter along to the nearer bound, as AWS's UpdateAutoScalingGroup does with a
 * group. A DesiredCapacity of its own must lie within the bounds.
 *
 * @param layers the first sets MaxSize
 */
export function settleSizes(layers: readonly SizeLayer[], problems: Problems): Sizes | undefined {
  let MinSize = 1;
  let MaxSize = Number.POSITIVE_INFINITY;
  let inherited: number | undefined;
  for (const [index, { at, set }] of layers.entries()) {
    MinSize = set.MinSize ?? MinSize;
    MaxSize = set.MaxSize ?? MaxSize;
    const min = `MinSize ${MinSize}${whence('MinSize', layers, index, problems)}`;
    const max = `MaxSize ${MaxSize}${whence('MaxSize', layers, index, problems)}`;
    if (MinSize > MaxSize) {
      problems.of(at, `has ${min} above ${max}: lower it or raise MaxSize`);
      return undefined;
    }
    const { DesiredCapacity } = set;
    if (DesiredCapacity !== undefined && (DesiredCapacity < MinSize || DesiredCapacity > MaxSize)) {
      const broken = DesiredCapacity < MinSize ? `below ${min}` : `above ${max}`;
      const says = `is ${DesiredCapacity}, ${broken}: give a whole number from ${MinSize} to ${MaxSize}`;
      problems.of([...at, 'DesiredCapacity'], says);
      return undefined;
    }
    const desired = DesiredCapacity ?? inherited;
    if (desired !== undefined) inherited = Math.min(Math.max(desired, MinSize), MaxSize);
  }
  return { MinSize, MaxSize, DesiredCapacity: inherited ?? MinSize };
}

/** Where a size was set, as the layer at `index` has it. */
function whence(
  name: 'MinSize' | 'MaxSize',
  layers: readonly SizeLayer[],
  index: number,
  problems: Problems,
): string {
  const setter = layers.slice(0, index + 1).findLast(({ set }) => set[name] !== undefined);
  if (setter === undefined) return ' (the default)';
  return ` (${problems.line([...setter.at, name], layers[index].at)})`;
}
