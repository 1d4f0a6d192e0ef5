import type { ALARM } from '../cloudwatch/alarm-shapes.ts';
import type { Of } from '../shape/shape.ts';

/** An alarm as it was put. */
export type AlarmSettings = Of<typeof ALARM> & {
  readonly AlarmArn: string;
  /** Epoch milliseconds. */
  readonly AlarmConfigurationUpdatedTimestamp: number;
};
