/** The CPU of the least and of the most busy instance, in percent. */
export interface InstanceSpread {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * How far equal instances come apart by chance alone: arrivals at random and service
 * times exponential, as everywhere in the model, so that the work of N requests varies
 * by √(2/N) of itself (a compound Poisson sum). The farthest of n draws from a normal
 * distribution lies about √(2·ln n) standard deviations from the mean. One instance
 * is its own mean.
 *
 * @param percent mean over the instances
 * @param idlePercent of an instance without work
 * @param requests that came in the period, to all of them
 */
export function instanceSpread(
  percent: number,
  idlePercent: number,
  instances: number,
  requests: number,
): InstanceSpread {
  const each = requests / instances;
  const busy = Math.max(0, percent - idlePercent);
  const apart = each > 0 ? busy * Math.sqrt(2 / each) * Math.sqrt(2 * Math.log(instances)) : 0;
  return {
    lowest: Math.min(percent, Math.max(idlePercent, percent - apart)),
    highest: Math.min(100, percent + apart),
  };
}
