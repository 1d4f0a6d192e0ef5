/**
 * What a simulated year is measured against: reads the load, computes utilization
 * and cost, counts 3 of 3 and 15 of 15, and writes the columns of a timeline, with
 * no model behind it.
 */
export function bareLoop(load: Float64Array): number {
  const minutes = load.length;
  const cpu = new Float64Array(minutes);
  const cost = new Float64Array(minutes);
  const latency = new Float64Array(minutes);
  const failed = new Float64Array(minutes);
  const warm = new Float64Array(minutes);
  const healthy = new Float64Array(minutes);
  const desired = new Int32Array(minutes);
  const inService = new Int32Array(minutes);
  const pending = new Int32Array(minutes);
  const warming = new Int32Array(minutes);
  const draining = new Int32Array(minutes);
  let instances = 2;
  let high = 0;
  let low = 0;
  for (let minute = 0; minute < minutes; minute++) {
    const utilization = (100 * load[minute]) / (50 * instances);
    high = utilization > 50 ? high + 1 : 0;
    low = utilization < 35 ? low + 1 : 0;
    if (high >= 3 || low >= 15) {
      instances = Math.max(2, Math.ceil((instances * utilization) / 50));
      high = 0;
      low = 0;
    }
    cpu[minute] = utilization;
    cost[minute] = (instances * 0.096) / 60;
    latency[minute] = utilization;
    failed[minute] = 0;
    warm[minute] = instances;
    healthy[minute] = instances;
    desired[minute] = instances;
    inService[minute] = instances;
    pending[minute] = 0;
    warming[minute] = 0;
    draining[minute] = 0;
  }
  return cpu[minutes - 1] + cost[0];
}
