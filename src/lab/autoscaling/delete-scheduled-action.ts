import { action } from '../operation.ts';
import { structure } from '../shape/shape.ts';
import { NAME } from './policy-shapes.ts';
import { invalid } from './refusals.ts';
import { type AutoScalingWorld, groupOf } from './world.ts';

/** DeleteScheduledAction. Source: EC2 Auto Scaling API reference. */
export const deleteScheduledAction = action({
  input: structure({}, { AutoScalingGroupName: NAME, ScheduledActionName: NAME }),
  handle: async (
    { AutoScalingGroupName: group, ScheduledActionName: name },
    world: AutoScalingWorld,
  ) => {
    await world.change(() => {
      if (!groupOf(world, group).schedules.has(name))
        throw invalid(`Scheduled action name not found - ${name}`);
      return { kind: 'delete-schedule', group, name };
    });
  },
});
