import * as z from 'zod';
import { shown } from '../../curve/shown.ts';
import { isMapping } from '../../model/json/mapping.ts';
import type { Path } from '../../model/json/path.ts';
import type { ScalingPolicy } from '../../model/policies/policy.ts';
import { check } from '../reading/check.ts';
import { boolean, choice, text } from '../reading/fields.ts';
import { type Named, refuseRepeatedNames } from '../reading/names.ts';
import type { Problems } from '../reading/problems.ts';
import { ofOneGroup } from './one-group.ts';
import { readPredictiveScaling } from './predictive-policy.ts';
import { type Item, type PrintedKind, readPrintedList } from './printed-list.ts';
import type { Scope } from './scope.ts';
import { readSimpleScaling } from './simple-policy.ts';
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
export function readPolicies(
  value: unknown,
  at: Path,
  scope: Scope,
  problems: Problems,
): NamedPolicy[] {
  if (value === undefined) return [];
  const list = readPrintedList(value, at, POLICIES, scope.files, problems);
  const items = list === undefined ? [] : ofOneGroup(list, scope.groupName, problems);
  const policies = items.flatMap((item) => readPolicy(item, scope, problems));
  refuseRepeatedNames(policies, problems);
  refuseSecondScaling(policies, problems);
  return policies;
}

const POLICIES: PrintedKind = {
  things: 'policies',
  command: 'autoscaling describe-policies',
  key: 'ScalingPolicies',
};

/**
 * A policy that is disabled is left out unread, whatever its type. One that is
 * refused keeps its name, so that alarms which name it are not refused as well.
 */
function readPolicy(item: Item, scope: Scope, problems: Problems): NamedPolicy[] {
  const { value, at } = item;
  const isDisabled = isMapping(value) && value.Enabled === false;
  const policy = isDisabled ? undefined : readByType(item, scope, problems);
  const label = policy ?? nameOnly.safeParse(value).data;
  if (label === undefined) return [];
  const { PolicyName: name, PolicyARN: arn } = label;
  return [{ at, name, nameAt: [...at, 'PolicyName'], arn, policy }];
}

const nameOnly = z.looseObject({ PolicyName: text(), PolicyARN: text().optional() });

function readByType(
  { value, at }: Item,
  { traffic }: Scope,
  problems: Problems,
): ScalingPolicy | undefined {
  const read = check(anyPolicy, value, at, problems);
  switch (read?.PolicyType) {
    case 'TargetTrackingScaling':
      return readTargetTracking(value, at, traffic, problems);
    case 'StepScaling':
      return readStepScaling(value, at, problems);
    case 'SimpleScaling':
      return readSimpleScaling(value, at, problems);
    case 'PredictiveScaling':
      return readPredictiveScaling(value, at, traffic, problems);
    case undefined:
      return undefined;
  }
}

const anyPolicy = z.looseObject(
  {
    PolicyType: choice([
      'TargetTrackingScaling',
      'StepScaling',
      'SimpleScaling',
      'PredictiveScaling',
    ]),
    Enabled: boolean().optional(),
  },
  { error: 'a mapping with PolicyName and PolicyType' },
);

/** Of several predictive policies AWS lets one scale; the others forecast alone. */
function refuseSecondScaling(policies: readonly NamedPolicy[], problems: Problems): void {
  const scaling = policies.filter(
    ({ policy }) =>
      policy?.PolicyType === 'PredictiveScaling' &&
      policy.PredictiveScalingConfiguration.Mode === 'ForecastAndScale',
  );
  for (const { at } of scaling.slice(1)) {
    const first = problems.line([...scaling[0].at, ...MODE], at);
    const says = `is ForecastAndScale, as that of ${shown(scaling[0].name)} (${first}): of several predictive policies one may scale; set the others to ForecastOnly`;
    problems.of([...at, ...MODE], says);
  }
}

const MODE = ['PredictiveScalingConfiguration', 'Mode'];
