// The load curve: CSV to a curve, a curve to whole UTC minutes, minutes to a few numbers.

export type { Curve, MinuteLoad } from './curve/curve.ts';
export { type HourlyLoad, toHours } from './curve/hours.ts';
export { type Interpolation, type MinutesOptions, toMinutes } from './curve/minutes.ts';
export { parseCurve } from './curve/parse.ts';
export { type CurveSummary, summarize } from './curve/summary.ts';

// The forecaster: hourly load to the next 48 hours, what to compare it with, and how good it was.

export {
  coverage,
  dailyPeakError,
  MASE,
  meanAbsoluteError,
  pinball,
  seasonalScale,
  sMAPE,
  underForecastShare,
} from './forecast/accuracy.ts';
export { type BacktestOptions, type BacktestOrigin, backtest } from './forecast/backtest.ts';
export { type BacktestSummary, summarizeBacktest } from './forecast/backtest-summary.ts';
export {
  type Forecast,
  type Forecaster,
  type ForecastOptions,
  forecast,
} from './forecast/forecast.ts';
export { FORECASTERS, type ForecasterName } from './forecast/forecasters.ts';
export { type SeasonalNaiveOptions, seasonalNaive } from './forecast/seasonal-naive.ts';

// The scenario: YAML, and the curve file it names, to a checked plan.

export type { Assumptions } from './model/assumptions.ts';
export type { Prices } from './model/cost.ts';
export type { Duration } from './model/duration.ts';
export type { LoadBalancer, Service, Slo } from './model/service.ts';
export { parseScenario, type Scenario, type ScenarioOptions } from './scenario/parse.ts';
export type { CurveFacts, Group, ManualChange, Plan, Strategy } from './simulate/plan.ts';

// The simulator: all strategies of a scenario compared, or one of them minute by minute.

export { type Activity, type Cause, causeText } from './model/activity.ts';
export { type ComparedStrategy, type Comparison, compare } from './simulate/compare.ts';
export type { PredictiveResult } from './simulate/predictive.ts';
export type { Simulation } from './simulate/run.ts';
export { simulateByName as simulate } from './simulate/simulate-by-name.ts';
export type { Timeline } from './simulate/timeline.ts';
export type { Warning } from './simulate/warnings.ts';

// AWS's rules on their own: when an alarm rings, what a step policy then asks for.

export { type AlarmRule, type AlarmState, alarmRule, evaluateAlarm } from './model/alarm.ts';
export type {
  MetricAlarm,
  ScalingPolicy,
  SimpleScalingPolicy,
  StepAdjustment,
  StepScalingPolicy,
  TargetTrackingScalingPolicy,
} from './model/policies/policy.ts';
export type { PredictiveScalingPolicy } from './model/policies/predictive-scaling/configuration.ts';
export { stepAdjustment } from './model/policies/step-adjustment.ts';
export { nextRun, type ScheduledAction } from './model/scheduled-action.ts';

// A user's mistake: a code, and a problem a line.

export { type ErrorCode, PlimsollError } from './error.ts';
