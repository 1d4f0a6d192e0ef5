import type { Path } from '../../model/json/path.ts';
import type { MetricName } from '../../model/metric.ts';
import type { Problems } from '../reading/problems.ts';

/** What the network metrics are made of. */
export interface Traffic {
  readonly bytesPerRequest: number;
  readonly networkInShare: number;
}

/**
 * Reports a network metric that no request moves.
 *
 * @param name of the metric at `at`; other metrics pass
 * @param calls how the message calls it
 */
export function refuseSilentNetwork(
  name: MetricName,
  at: Path,
  calls: string,
  traffic: Traffic | undefined,
  problems: Problems,
): void {
  if (traffic === undefined || (name !== 'NetworkIn' && name !== 'NetworkOut')) return;
  const { bytesPerRequest, networkInShare } = traffic;
  if (bytesPerRequest === 0) {
    const line = problems.line(['loadBalancer', 'bytesPerRequest'], at);
    const says = `${calls} is always 0, as loadBalancer.bytesPerRequest is (${line}): give that the bytes of a request and its answer`;
    problems.of(at, says);
    return;
  }
  const share = name === 'NetworkIn' ? networkInShare : 1 - networkInShare;
  if (share > 0) return;
  const line = problems.line(['assumptions', 'networkInShare'], at);
  const says = `${calls} is always 0, as assumptions.networkInShare is ${networkInShare} (${line}): give a number between 0 and 1`;
  problems.of(at, says);
}
