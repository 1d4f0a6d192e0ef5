import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import { RESERVED_NAMESPACE } from '../../model/metric-limits.ts';

/** Throws a `PlimsollError` (`usage`). Source: Amazon CloudWatch API reference, PutMetricData. */
export function checkNamespace(namespace: string): void {
  if (RESERVED_NAMESPACE.test(namespace))
    throw new PlimsollError(
      'usage',
      `--namespace ${shown(namespace)}: that one is AWS's own; give one such as Shop/Seed`,
    );
  if (!/^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/.test(namespace))
    throw new PlimsollError(
      'usage',
      `--namespace ${shown(namespace)} is no namespace; give up to 255 plain characters, such as Shop/Seed`,
    );
}

/**
 * Throws a `PlimsollError` (`usage`). Source: EC2 Auto Scaling API reference,
 * CreateAutoScalingGroup; a dimension's value is plain text.
 */
export function checkGroupName(group: string): void {
  if (!/^[\x21-\x39\x3b-\x7e](?:[\x20-\x39\x3b-\x7e]{0,253}[\x21-\x39\x3b-\x7e])?$/.test(group))
    throw new PlimsollError(
      'usage',
      `--group ${shown(group)} is no name of an Auto Scaling group; give up to 255 plain characters without a colon, such as shop-asg`,
    );
}
