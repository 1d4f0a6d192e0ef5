import { PlimsollError } from '../error.ts';
import { readBalancerMark } from '../load/balancer-mark.ts';
import type { Wire } from '../load/connection.ts';
import type { Target } from '../load/target.ts';
import type { LoadRunOptions } from './load-run.ts';

/** Reads how the connections of a load are made. Throws a `PlimsollError` (`usage`) where an option would do nothing. */
export function readWire(options: LoadRunOptions, { origin }: Target): Wire {
  const { http2 = false, streams = MOST_STREAMS, insecure = false } = options;
  const isTls = origin.startsWith('https:');
  if (http2 && !isTls)
    throw new PlimsollError(
      'usage',
      '--http2 goes over TLS, as a load balancer has it; give an https URL',
    );
  if (options.streams !== undefined && !http2)
    throw new PlimsollError('usage', '--streams are those of HTTP/2; add --http2');
  if (insecure && !isTls)
    throw new PlimsollError('usage', '--insecure is for an https URL; leave it out');
  return {
    origin,
    streams: http2 ? streams : undefined,
    verifiesTls: !insecure,
    balancer: readBalancerMark(options.balancerServer, options.targetHeader),
  };
}

/** What an ALB takes. */
const MOST_STREAMS = 128;
