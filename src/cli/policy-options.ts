import { type Command, Option } from 'commander';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import {
  PAIR_TYPES,
  type PairType,
  type PredictiveScalingConfiguration,
} from '../model/policies/predictive-scaling/configuration.ts';
import type { LoadKind, PolicyMetrics, SeededGroup } from '../predict/policy/seeded-metrics.ts';
import { positiveNumber, wholeNumber } from './option-values.ts';

/** What says how a policy is to look. */
export interface PolicyOptions {
  readonly namespace?: string | undefined;
  readonly group?: string | undefined;
  readonly target?: number | undefined;
  readonly by: LoadKind;
  readonly pair?: PairType | undefined;
  readonly resourceLabel?: string | undefined;
  readonly splice?: boolean | undefined;
  readonly buffer: string;
  readonly raiseMax?: number | undefined;
  readonly configuration?: string | undefined;
}

/** A policy as it was asked for, checked by AWS's rules; in ForecastOnly. */
export interface WantedPolicy {
  /** Undefined where nothing names it. */
  readonly group: string | undefined;
  readonly configuration: PredictiveScalingConfiguration;
}

export function addPolicyOptions(command: Command): Command {
  return command
    .argument(
      '[plan]',
      'plan of predict seed plan: its namespace and group are what the policy trains on',
    )
    .option('--namespace <name>', 'of the seeded metrics, instead of a plan')
    .option('--group <name>', 'the Auto Scaling group, instead of a plan')
    .option(
      '--target <number>',
      'what the scaling metric is kept at: percent of CPU, or requests per instance and minute',
      positiveNumber,
    )
    .addOption(
      new Option('--by <metric>', 'what the load is measured by')
        .choices(['cpu', 'requests'])
        .default('cpu'),
    )
    .option(
      '--splice',
      "take the group's own metrics wherever there are all of them, else the seed",
    )
    .addOption(
      new Option('--pair <type>', "AWS's own metrics instead of a seed").choices(PAIR_TYPES),
    )
    .option(
      '--resource-label <label>',
      "of the load balancer's metrics: app/LOAD-BALANCER/ID/targetgroup/TARGET-GROUP/ID",
    )
    .option('--buffer <duration>', 'launch so long before the hour (SchedulingBufferTime)', '5m')
    .option(
      '--raise-max <percent>',
      'let the forecast raise MaxSize, so far above itself (IncreaseMaxCapacity)',
      wholeNumber(0, 100),
    )
    .option(
      '--configuration <file>',
      "a whole PredictiveScalingConfiguration in AWS's JSON, instead of all this; - for stdin",
    );
}

/**
 * The policy that the options ask for.
 *
 * Throws a `PlimsollError`: `usage` where they do not make one, `bad-file` where a file does
 * not hold one that AWS would take.
 */
export async function readPolicy(
  plan: string | undefined,
  options: PolicyOptions,
): Promise<WantedPolicy> {
  const { checkConfiguration, sentenceOf } = await import(
    '../model/policies/predictive-scaling/check-configuration.ts'
  );
  const { given, source } =
    options.configuration === undefined
      ? { given: await composed(plan, options), source: undefined }
      : await readConfiguration(options.configuration, plan, options);
  const { configuration, problems } = checkConfiguration(given.configuration, 'checked', {
    isStrict: true,
  });
  if (configuration === undefined) {
    const where = source === undefined ? '' : `${source}: `;
    throw new PlimsollError(
      source === undefined ? 'usage' : 'bad-file',
      problems.map((problem) => `${where}${sentenceOf(problem)}`),
    );
  }
  if (configuration.Mode === 'ForecastAndScale')
    throw new PlimsollError(
      'bad-file',
      `${source}: Mode is ForecastAndScale: write ForecastOnly; predict policy put --scale sets it once you have confirmed it`,
    );
  return { group: given.group, configuration: { ...configuration, Mode: 'ForecastOnly' } };
}

interface Given {
  readonly group: string | undefined;
  readonly configuration: unknown;
}

async function readConfiguration(
  file: string,
  plan: string | undefined,
  { group, ...others }: PolicyOptions,
): Promise<{ readonly given: Given; readonly source: string }> {
  const { readInput } = await import('./input.ts');
  const beside = [
    plan !== undefined && 'a plan',
    others.namespace !== undefined && '--namespace',
    others.target !== undefined && '--target',
    others.pair !== undefined && '--pair',
    others.resourceLabel !== undefined && '--resource-label',
    others.splice === true && '--splice',
    others.raiseMax !== undefined && '--raise-max',
  ].filter((one) => one !== false);
  if (beside.length > 0)
    throw new PlimsollError('usage', `--configuration says it all: leave out ${beside.join(', ')}`);
  const { text, source } = await readInput(file);
  try {
    return { given: { group, configuration: JSON.parse(text) }, source };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlimsollError('bad-file', `${source}: is no JSON: ${reason}`);
  }
}

async function composed(plan: string | undefined, options: PolicyOptions): Promise<Given> {
  const { forecastOnly } = await import('../predict/policy/policy-configuration.ts');
  const { readDuration } = await import('./option-times.ts');
  const { target, buffer, raiseMax } = options;
  if (target === undefined)
    throw new PlimsollError(
      'usage',
      'no --target: give what the scaling metric is kept at, such as --target 50 for percent of CPU',
    );
  const seed = await readSeed(plan, options);
  const configuration = forecastOnly(await metricsOf(seed, options), {
    target,
    bufferSeconds: readDuration('--buffer', buffer) ?? 0,
    raiseMaxPercent: raiseMax,
  });
  return { group: seed.group, configuration };
}

interface Seed {
  readonly namespace: string | undefined;
  readonly group: string | undefined;
}

async function readSeed(plan: string | undefined, options: PolicyOptions): Promise<Seed> {
  const { namespace, group } = options;
  if (plan === undefined) return { namespace, group };
  if (namespace !== undefined || group !== undefined)
    throw new PlimsollError(
      'usage',
      `${shown(plan)} names namespace and group: leave out --namespace and --group`,
    );
  const { readPlan } = await import('./read-plan.ts');
  return (await readPlan(plan)).plan;
}

async function metricsOf(seed: Seed, options: PolicyOptions): Promise<PolicyMetrics> {
  const { by, pair, splice, resourceLabel } = options;
  if (pair !== undefined) {
    if (splice === true)
      throw new PlimsollError('usage', '--pair and --splice exclude one another: leave one out');
    const label = resourceLabel === undefined ? {} : { ResourceLabel: resourceLabel };
    return { PredefinedMetricPairSpecification: { PredefinedMetricType: pair, ...label } };
  }
  const { seededMetrics } = await import('../predict/policy/seeded-metrics.ts');
  const { splicedMetrics } = await import('../predict/policy/spliced-metrics.ts');
  if (splice !== true) {
    if (resourceLabel !== undefined)
      throw new PlimsollError('usage', '--resource-label is for --pair and --splice: leave it out');
    return seededMetrics(whole(seed), by);
  }
  if (by === 'requests' && resourceLabel === undefined)
    throw new PlimsollError(
      'usage',
      "--splice by requests takes the load balancer's: give its --resource-label",
    );
  return splicedMetrics(whole(seed), by, resourceLabel);
}

function whole({ namespace, group }: Seed): SeededGroup {
  if (namespace !== undefined && group !== undefined) return { namespace, group };
  throw new PlimsollError(
    'usage',
    'nothing says what the policy trains on: give the plan of predict seed plan, or --namespace and --group, or a --pair of AWS',
  );
}
