/**
 * What AWS has not published, by name: every value here can be set in a
 * scenario under `assumptions:` and is printed with each result.
 */
export interface Assumptions {
  readonly lowAlarmRatio: number;
  readonly highAlarmMinutes: number;
  readonly lowAlarmMinutes: number;
  readonly metricDelaySeconds: number;
  readonly evaluationRangeExtra: number;
  readonly lowAlarmRestartsAfterScaleIn: boolean;
  readonly zeroRequestCountPerTarget: boolean;
  readonly networkInShare: number;
  readonly connectionSeconds: number;
  readonly forecastHoldsUp: boolean;
  readonly historyUtilization: number;
}

interface Assumption<Value> {
  readonly value: Value;
  /** What it might as well be, for `--sensitivity`. */
  readonly alternatives: readonly Value[];
  /** Why this value. */
  readonly source: string;
}

export const ASSUMPTIONS: { readonly [Name in keyof Assumptions]: Assumption<Assumptions[Name]> } =
  {
    lowAlarmRatio: {
      value: 0.7,
      alternatives: [0.5, 0.9],
      source:
        'threshold of the AlarmLow of target tracking as a share of the target: five captures from EC2 groups show 0.7 (50→35, 40→28, 30→21); ECS shows 0.9',
    },
    highAlarmMinutes: {
      value: 3,
      alternatives: [2, 5],
      source: 'datapoints of the AlarmHigh of target tracking: 3 × 60 s in every capture',
    },
    lowAlarmMinutes: {
      value: 15,
      alternatives: [10, 30],
      source: 'datapoints of the AlarmLow of target tracking: 15 × 60 s in every capture',
    },
    metricDelaySeconds: {
      value: 60,
      alternatives: [0, 120],
      source: 'from the end of a period until CloudWatch has its datapoint; not published',
    },
    evaluationRangeExtra: {
      value: 2,
      alternatives: [0, 5],
      source:
        'datapoints an alarm fetches beyond EvaluationPeriods when some are missing; AWS documents 5 for 3, no other case',
    },
    lowAlarmRestartsAfterScaleIn: {
      value: true,
      alternatives: [false],
      source:
        'after a scale-in the AlarmLow of target tracking counts from the new capacity on, or one low hour would shrink the group twice; AWS says only that scale-in is gradual',
    },
    zeroRequestCountPerTarget: {
      value: true,
      alternatives: [false],
      source:
        'whether RequestCountPerTarget is 0 while no request comes, or missing: the page on target tracking says 0, the list of load balancer metrics says that nothing is reported',
    },
    networkInShare: {
      value: 0.05,
      alternatives: [0.01, 0.5],
      source: 'share of bytesPerRequest that comes in (NetworkIn); the rest goes out; ours',
    },
    connectionSeconds: {
      value: 60,
      alternatives: [10, 350],
      source:
        'how long a connection to the load balancer counts as active: its default idle timeout; for LCUs',
    },
    forecastHoldsUp: {
      value: true,
      alternatives: [false],
      source:
        'whether a predictive policy keeps others from scaling in below its forecast until the hour ends, or only raises the capacity once; AWS says that the largest of the capacities wins, not for how long',
    },
    historyUtilization: {
      value: 0.5,
      alternatives: [0.3, 0.7],
      source:
        'how busy the instances were before evaluateFrom, where a curve tells only the load: for the metrics that a predictive policy learns from; ours',
    },
  };

/** What holds where a scenario says nothing. */
export const DEFAULT_ASSUMPTIONS: Assumptions = {
  lowAlarmRatio: ASSUMPTIONS.lowAlarmRatio.value,
  highAlarmMinutes: ASSUMPTIONS.highAlarmMinutes.value,
  lowAlarmMinutes: ASSUMPTIONS.lowAlarmMinutes.value,
  metricDelaySeconds: ASSUMPTIONS.metricDelaySeconds.value,
  evaluationRangeExtra: ASSUMPTIONS.evaluationRangeExtra.value,
  lowAlarmRestartsAfterScaleIn: ASSUMPTIONS.lowAlarmRestartsAfterScaleIn.value,
  zeroRequestCountPerTarget: ASSUMPTIONS.zeroRequestCountPerTarget.value,
  networkInShare: ASSUMPTIONS.networkInShare.value,
  connectionSeconds: ASSUMPTIONS.connectionSeconds.value,
  forecastHoldsUp: ASSUMPTIONS.forecastHoldsUp.value,
  historyUtilization: ASSUMPTIONS.historyUtilization.value,
};
