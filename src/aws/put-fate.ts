import { PlimsollError } from '../error.ts';
import type { PutFate } from '../predict/seed/cloudwatch.ts';
import { awsFailure, isRefusal, isStrange, isUnreachable, reasonOf, statusOf } from './failure.ts';

/**
 * What became of a request that adds to what is stored, from the error that its only
 * attempt ended with.
 *
 * That nothing was stored is proved by an answer that says no (a throttled or an
 * invalid request), and by a connection that was never made. Everything else (a
 * server's failure, an answer that is not AWS's, a connection that broke, an answer too late or not understood)
 * proves nothing.
 *
 * @param call such as `cloudwatch:PutMetricData`
 */
export function putFate(error: unknown, call: string): PutFate {
  const failure = awsFailure(error, call);
  if (isStrange(error))
    return { is: 'doubtful', why: `HTTP ${statusOf(error)}, no answer of AWS's` };
  if (isRefusal(error)) {
    const status = statusOf(error);
    const isNo = status >= 400 && status < 500 && status !== 408;
    if (isNo && failure instanceof PlimsollError) return { is: 'refused', failure };
    return { is: 'doubtful', why: `${error.name}, HTTP ${status}` };
  }
  if (failure instanceof PlimsollError && failure.code === 'usage')
    return { is: 'refused', failure };
  if (failure instanceof PlimsollError && wasNeverConnected(error))
    return { is: 'refused', failure };
  return {
    is: 'doubtful',
    why: error instanceof Error && isUnreachable(error) ? reasonOf(error) : String(error),
  };
}

/** The name was not found, or nobody took the connection: no byte of the request has left. */
function wasNeverConnected(error: unknown): boolean {
  const { syscall, errors, message } = error as {
    readonly syscall?: string;
    readonly errors?: readonly unknown[];
    readonly message: string;
  };
  // One error for each address that was tried.
  if (errors !== undefined && errors.length > 0) return errors.every(wasNeverConnected);
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    /did not establish a connection/.test(message)
  );
}
