import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import { MAPE } from '../../forecast/accuracy.ts';
import { HISTORY_HOURS, HORIZON_HOURS } from '../../forecast/cadence.ts';
import { BY_HOUR } from '../../model/policies/predictive-scaling/by-hour.ts';
import {
  checkConfiguration,
  sentenceOf,
} from '../../model/policies/predictive-scaling/check-configuration.ts';
import type { MetricSpecification } from '../../model/policies/predictive-scaling/configuration.ts';
import { metricQueries } from '../../model/policies/predictive-scaling/metric-queries.ts';
import type { CloudForecast } from '../policy/cloud-forecast.ts';
import type { MetricReader } from '../policy/metric-reader.ts';
import { predictiveAmong, type ScalingDesk } from '../policy/scaling-desk.ts';
import { type OwnForecast, ownForecast } from './own-forecast.ts';
import { byHour, readPolicyHistory } from './policy-history.ts';

/** AWS's forecast of a policy beside ours and what came, an entry an hour. */
export interface ForecastView {
  readonly group: string;
  readonly policy: string;
  readonly mode: 'ForecastOnly' | 'ForecastAndScale';
  readonly specification: MetricSpecification;
  /** Epoch seconds. */
  readonly at: number;
  /** Hours since the epoch of the first entry; so many entries lie before the hour of `at`. */
  readonly firstHour: number;
  readonly pastHours: number;
  readonly aws: CloudForecast;
  /** AWS's hourly sums of the load; NaN where it gave none, as of `awsCapacity`. */
  readonly awsLoad: Float64Array;
  readonly awsCapacity: Float64Array;
  readonly own: OwnForecast;
  /** What came; NaN where unknown or still to come. */
  readonly actual: Float64Array;
  /**
   * The capacity that would have kept the scaling metric at its target: capacity × metric ÷ target.
   * Source: EC2 Auto Scaling user guide, "Monitor predictive scaling", inferred required capacity.
   */
  readonly required: Float64Array;
  /** Percent, over the hours that have passed; NaN where there is nothing to compare. */
  readonly awsMAPE: number;
  readonly ownMAPE: number;
}

/**
 * Asks AWS for a policy's forecast and for what its metrics hold.
 *
 * Throws a `PlimsollError`: `usage` where the group has no such policy, `not-supported`
 * where we cannot read its configuration.
 *
 * @param at epoch seconds
 */
export async function viewForecast(
  { desk, read }: { readonly desk: ScalingDesk; readonly read: MetricReader },
  { group, policy }: { readonly group: string; readonly policy: string },
  at: number,
): Promise<ForecastView> {
  const { configuration, mode } = await findPolicy(desk, group, policy);
  const [specification] = configuration;
  const nowHour = Math.floor(at / 3600);
  const history = await readPolicyHistory(
    read,
    metricQueries(specification, group),
    nowHour - PAST_HOURS - HISTORY_HOURS,
    nowHour,
  );
  const firstHour = nowHour - PAST_HOURS;
  const hours = PAST_HOURS + HORIZON_HOURS;
  const aws = await desk.forecast(group, policy, firstHour * 3600, (firstHour + hours) * 3600);
  const own = ownForecast(history, specification.TargetValue, PAST_HOURS);
  const past = (series: Float64Array) => series.subarray(HISTORY_HOURS);
  const actual = new Float64Array(hours).fill(Number.NaN);
  actual.set(past(history.load));
  const required = new Float64Array(hours).fill(Number.NaN);
  const scaling = past(history.scaling);
  required.set(
    past(history.capacity).map(
      (instances, hour) => (instances * scaling[hour]) / specification.TargetValue,
    ),
  );
  const { load, capacity } = aws.isReady ? aws : NOTHING;
  const awsLoad = byHour(load, firstHour, hours, BY_HOUR.load);
  return {
    group,
    policy,
    mode,
    specification,
    at,
    firstHour,
    pastHours: PAST_HOURS,
    aws,
    awsLoad,
    awsCapacity: byHour(capacity, firstHour, hours, BY_HOUR.capacity),
    own,
    actual,
    required,
    awsMAPE: MAPE(actual, awsLoad),
    ownMAPE: MAPE(actual, own.load),
  };
}

/** As far back as a forecast reaches ahead. */
const PAST_HOURS = HORIZON_HOURS;

const NOTHING = { load: new Map<number, number>(), capacity: new Map<number, number>() };

async function findPolicy(desk: ScalingDesk, group: string, policy: string) {
  const standing = predictiveAmong(await desk.policies(group));
  const found = standing.find(({ name }) => name === policy);
  if (found === undefined)
    throw new PlimsollError(
      'usage',
      `--policy ${shown(policy)}: ${group} has no such predictive policy${standing.length === 0 ? '; put one with predict policy put' : `; it has ${standing.map(({ name }) => name).join(', ')}`}`,
    );
  const { configuration, problems } = checkConfiguration(found.configuration, 'any');
  if (configuration === undefined)
    throw new PlimsollError(
      'not-supported',
      `policy ${policy} has a configuration that this version cannot read: ${sentenceOf(problems[0])}`,
    );
  return {
    configuration: configuration.MetricSpecifications,
    mode: configuration.Mode ?? ('ForecastOnly' as const),
  };
}
