import type { MinuteLoad } from '../curve/curve.ts';
import type { Balancer } from '../model/balancer.ts';
import type { Measurements } from '../model/metric.ts';
import type { Service } from '../model/service.ts';
import { SteadyGroup } from '../model/steady-group.ts';

/**
 * What a group would have measured that was large enough for a load at all times:
 * a curve tells the load of the past, not the instances that carried it.
 *
 * @param utilization that its instances were held at or just below
 */
export function assumedMeasurements(
  { startMinute, requestsPerSecond }: MinuteLoad,
  service: Service,
  balancer: Balancer,
  utilization: number,
): Measurements {
  const group = new SteadyGroup(service, balancer);
  const minutes = requestsPerSecond.length;
  const instances = new Float64Array(minutes);
  const inService = new Int32Array(minutes);
  const cpuPercent = new Float64Array(minutes);
  let before = 1;
  for (let minute = 0; minute < minutes; minute++) {
    const load = requestsPerSecond[minute];
    // Where the load is unknown the group stays as it was.
    const count = Number.isNaN(load) ? before : group.least(load, utilization);
    before = count;
    instances[minute] = count;
    inService[minute] = count;
    cpuPercent[minute] = group.cpuPercent(load, count);
  }
  return {
    startMinute,
    requestsPerSecond,
    cpuPercent,
    warm: instances,
    inService,
    healthy: instances,
    latencyP95Ms: new Float64Array(minutes).fill(Number.NaN),
    failedRequests: new Float64Array(minutes),
  };
}
