import type { ALARM } from '../cloudwatch/alarm-shapes.ts';
import type { Of } from '../shape/shape.ts';

/** An alarm as it was put. */
export type AlarmSettings = Of<typeof ALARM> & {
  readonly AlarmArn: string;
  /** Of one that a policy made for itself, the policy; not told. */
  readonly ownerPolicyArn?: string | undefined;
  /** Epoch milliseconds. */
  readonly AlarmConfigurationUpdatedTimestamp: number;
};
