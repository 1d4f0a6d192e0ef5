import * as z from 'zod';
import type { MinuteLoad } from '../curve/curve.ts';
import { isMapping } from '../model/json/mapping.ts';
import type { LoadBalancer, Service, Slo } from '../model/service.ts';
import { unloadedP95Ms } from '../simulate/ideal.ts';
import type { Plan } from '../simulate/plan.ts';
import { readAssumptions } from './assumptions.ts';
import { readCurve } from './curve.ts';
import { readEvaluateFrom } from './evaluate-from.ts';
import { mergeGroup, readGroup } from './group.ts';
import { readLoadBalancer } from './load-balancer.ts';
import { readPrices } from './prices.ts';
import { check } from './reading/check.ts';
import { readDocument } from './reading/document.ts';
import { number } from './reading/fields.ts';
import { Files } from './reading/files.ts';
import { Problems } from './reading/problems.ts';
import { notYet } from './reading/refusals.ts';
import type { TimeSpan } from './scaling/scope.ts';
import { readService } from './service.ts';
import { readSlo } from './slo.ts';
import { readStrategies } from './strategies.ts';

/** A scenario that has been read is a plan: nothing of the file is left to interpret. */
export type Scenario = Plan;

export interface ScenarioOptions {
  /** The directory that the file names in the scenario are relative to. */
  readonly baseDir: string;
  /** What messages call the scenario; a file name. Default `scenario`. */
  readonly source?: string | undefined;
}

/**
 * Reads a scenario from YAML (or JSON), and the curve file that it names.
 *
 * Our own keys are strict; policies and alarms are in the shapes that AWS prints,
 * whose other keys are ignored. Defaults are those of AWS, or stand in the shapes
 * of the sections.
 *
 * Throws a `PlimsollError` with a problem a line, each naming `source:line`, the
 * value and the cure, five at most: `not-supported` when all of them are things
 * that this version cannot do yet, else `bad-file`.
 */
export function parseScenario(
  text: string,
  { baseDir, source = 'scenario' }: ScenarioOptions,
): Scenario {
  const document = readDocument(text, source);
  const problems = new Problems(source, document.lineOf);
  const plan = readPlan(document.value, baseDir, problems);
  problems.throwIfAny();
  if (plan === undefined) throw new Error('a scenario was refused without a word');
  return plan;
}

function readPlan(value: unknown, baseDir: string, problems: Problems): Plan | undefined {
  const root = check(shape, value, [], problems);
  if (!isMapping(value)) return undefined;

  const curve = readCurve(value.curve, ['curve'], { baseDir, seed: root?.seed ?? 0 }, problems);
  const evaluateFrom = readEvaluateFrom(
    value.evaluateFrom,
    ['evaluateFrom'],
    curve?.load,
    problems,
  );
  if (curve) refuseUnknownLoad(curve.load, evaluateFrom, problems);
  const priced = readService(value.service, ['service'], problems);
  const prices = readPrices(value.prices, ['prices'], priced, problems);
  const loadBalancer = readLoadBalancer(value.loadBalancer, ['loadBalancer'], problems);
  const slo = readSlo(value.slo, ['slo'], problems);
  const assumptions = readAssumptions(value.assumptions, ['assumptions'], problems);
  if (priced && loadBalancer && slo) refuseUnreachable(priced.service, loadBalancer, slo, problems);
  const files = new Files(baseDir, problems);
  const group = readGroup(value.group, ['group'], files, problems);
  const traffic = loadBalancer && assumptions && { ...loadBalancer, ...assumptions };
  const evaluated = curve && spanOf(curve.load, evaluateFrom);
  const strategies = readStrategies(
    value.strategies,
    ['strategies'],
    group,
    { files, traffic, evaluated },
    problems,
  );

  const own = group && mergeGroup(group, undefined, problems);
  if (!root || !curve || !priced || !prices || !loadBalancer || !slo || !assumptions || !own)
    return;
  const { service } = priced;
  return {
    seed: root.seed,
    curve: curve.facts,
    load: curve.load,
    evaluateFrom,
    service,
    loadBalancer,
    slo,
    prices,
    assumptions,
    group: own,
    groupName: group.name,
    strategies,
  };
}

/** What is simulated; undefined when that begins outside of the curve. */
function spanOf(load: MinuteLoad, evaluateFrom: number): TimeSpan | undefined {
  const minutes = load.requestsPerSecond.length;
  if (evaluateFrom < 0 || evaluateFrom >= minutes) return undefined;
  return {
    start: 60 * (load.startMinute + evaluateFrom),
    end: 60 * (load.startMinute + minutes),
  };
}

function refuseUnknownLoad(load: MinuteLoad, evaluateFrom: number, problems: Problems): void {
  const evaluated = load.requestsPerSecond.subarray(Math.max(0, evaluateFrom));
  if (evaluated.length === 0 || evaluated.some((rate) => !Number.isNaN(rate))) return;
  const says =
    'leaves only minutes whose load is unknown: there is nothing to judge; move the window';
  problems.of(evaluateFrom > 0 ? ['evaluateFrom'] : ['curve'], says);
}

/** No capacity answers faster than an instance that has nothing else to do. */
function refuseUnreachable(
  service: Service,
  loadBalancer: LoadBalancer,
  slo: Slo,
  problems: Problems,
): void {
  const { serviceTimeMs, timeoutSeconds } = service;
  // The 95th percentile of an exponential distribution: its mean × ln 20.
  const idleP95Ms = serviceTimeMs * Math.log(20);
  if (1000 * timeoutSeconds < idleP95Ms) {
    problems.of(
      ['service', 'timeoutSeconds'],
      `is ${timeoutSeconds}, less than the ${Math.ceil(idleP95Ms) / 1000} s that an idle instance takes for 95 % of requests: raise it, or lower service.serviceTimeMs`,
    );
    return;
  }
  const least = unloadedP95Ms({ service, loadBalancer });
  if (slo.p95LatencyMs > least) return;
  problems.of(
    ['slo', 'p95LatencyMs'],
    `is ${slo.p95LatencyMs}, but even an idle instance with a mean service time of ${service.serviceTimeMs} ms has a 95th percentile of ${Math.ceil(least)} ms: raise it, or lower service.serviceTimeMs`,
  );
}

const section = z.unknown().optional();
const shape = z.object(
  {
    curve: section,
    evaluateFrom: section,
    seed: number({ whole: true }).default(1),
    service: section,
    group: section,
    loadBalancer: section,
    slo: section,
    prices: section,
    assumptions: section,
    strategies: section,
    faults: notYet(),
    observed: notYet(),
  },
  { error: 'a mapping with curve, service, group, slo and strategies' },
);
