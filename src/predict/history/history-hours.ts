import { type History, PERIOD_SECONDS } from './history.ts';

/** A history by the hour, as CloudWatch sums it up. */
export interface HistoryHours {
  /** Sum of the requests. */
  readonly requests: Float64Array;
  /** Sum of the utilisation over all instances and periods: the group's demand. */
  readonly demand: Float64Array;
  /** Average of the utilisation, over the same samples. */
  readonly utilization: Float64Array;
  /** Average of the instances. */
  readonly instances: Float64Array;
}

export function historyHours({ requests, instances, utilizationPercent }: History): HistoryHours {
  const count = Math.floor(requests.length / PERIODS_AN_HOUR);
  const hours = {
    requests: new Float64Array(count),
    demand: new Float64Array(count),
    utilization: new Float64Array(count),
    instances: new Float64Array(count),
  };
  for (let hour = 0; hour < count; hour++) {
    let samples = 0;
    for (let i = hour * PERIODS_AN_HOUR; i < (hour + 1) * PERIODS_AN_HOUR; i++) {
      hours.requests[hour] += requests[i];
      hours.demand[hour] += instances[i] * utilizationPercent[i];
      samples += instances[i];
    }
    hours.utilization[hour] = hours.demand[hour] / samples;
    hours.instances[hour] = samples / PERIODS_AN_HOUR;
  }
  return hours;
}

const PERIODS_AN_HOUR = 3600 / PERIOD_SECONDS;
