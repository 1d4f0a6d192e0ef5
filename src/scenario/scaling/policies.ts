import * as z from 'zod';
import type { ScalingPolicy } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { boolean, choice, list, text } from '../reading/fields.ts';
import { isMapping } from '../reading/mapping.ts';
import { type Named, refuseRepeatedNames } from '../reading/names.ts';
import type { Path } from '../reading/path.ts';
import type { Problems } from '../reading/problems.ts';
import { notYetAs } from '../reading/refusals.ts';
import { readStepScaling } from './step-policy.ts';
import { readTargetTracking } from './target-tracking-policy.ts';

/** A policy that an alarm may name. */
export interface NamedPolicy extends Named {
  readonly at: Path;
  readonly arn: string | undefined;
  /** Undefined when it is disabled, or was refused. */
  readonly policy: ScalingPolicy | undefined;
}

/** Reads a strategy's `policies`, in the shape that `aws autoscaling describe-policies` prints. */
export function readPolicies(value: unknown, at: Path, problems: Problems): NamedPolicy[] {
  if (value === undefined) return [];
  const items = check(policyList, value, at, problems) ?? [];
  const policies = items.flatMap((item, index) => readPolicy(item, [...at, index], problems));
  refuseRepeatedNames(policies, problems);
  return policies;
}

const policyList = notYetAs(['file'], list('policies'), 'give a list of policies');

/**
 * A policy that is disabled is left out unread, whatever its type. One that is
 * refused keeps its name, so that alarms which name it are not refused as well.
 */
function readPolicy(value: unknown, at: Path, problems: Problems): NamedPolicy[] {
  const isDisabled = isMapping(value) && value.Enabled === false;
  const policy = isDisabled ? undefined : readByType(value, at, problems);
  const label = policy ?? nameOnly.safeParse(value).data;
  if (label === undefined) return [];
  const { PolicyName: name, PolicyARN: arn } = label;
  return [{ at, name, nameAt: [...at, 'PolicyName'], arn, policy }];
}

const nameOnly = z.looseObject({ PolicyName: text(), PolicyARN: text().optional() });

function readByType(value: unknown, at: Path, problems: Problems): ScalingPolicy | undefined {
  const read = check(anyPolicy, value, at, problems);
  switch (read?.PolicyType) {
    case 'TargetTrackingScaling':
      return readTargetTracking(value, at, problems);
    case 'StepScaling':
      return readStepScaling(value, at, problems);
    case undefined:
      return undefined;
  }
}

const anyPolicy = z.looseObject(
  {
    PolicyType: choice(
      ['TargetTrackingScaling', 'StepScaling'],
      ['SimpleScaling', 'PredictiveScaling'],
    ),
    Enabled: boolean().optional(),
  },
  { error: 'a mapping with PolicyName and PolicyType' },
);
