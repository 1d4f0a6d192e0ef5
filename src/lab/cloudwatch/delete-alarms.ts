import { AwsError } from '../aws-error.ts';
import { action } from '../operation.ts';
import { list, structure, text } from '../shape/shape.ts';
import type { CloudWatchWorld } from './world.ts';

/**
 * DeleteAlarms: all of them or, where one is not there, none.
 *
 * Source: Amazon CloudWatch API reference, DeleteAlarms.
 */
export const deleteAlarms = action({
  input: structure({}, { AlarmNames: list(text(1, 255), 100) }),
  handle: async ({ AlarmNames: names }, { live, change }: CloudWatchWorld) => {
    await change(() => {
      const unknown = names.find((name) => !live.alarms.has(name));
      if (unknown !== undefined)
        throw new AwsError('ResourceNotFound', `There is no alarm ${unknown}.`, { status: 404 });
      return { kind: 'delete-alarms', names };
    });
  },
});
