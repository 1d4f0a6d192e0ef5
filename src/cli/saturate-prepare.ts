import { PlimsollError } from '../error.ts';
import { lookUpOf } from '../load/look-up.ts';
import { mostSteps } from '../load/saturate/next-step.ts';
import type { SaturatePlan } from '../load/saturate/plan.ts';
import type { SaturateOptions } from '../load/saturate/saturate.ts';
import { areLoopback, parseTarget } from '../load/target.ts';
import { duration, lookedUpOf, readHeaders } from './load-prepare.ts';
import type { LoadSaturateOptions } from './load-saturate.ts';
import { readMethodAndBody } from './read-method-and-body.ts';

/** A saturation that only has to be started. */
export interface PreparedSaturation {
  readonly plan: SaturatePlan;
  readonly run: SaturateOptions;
}

/** Reads what the options name and looks the host up; opens no connection. Throws a `PlimsollError`. */
export async function prepareSaturation(options: LoadSaturateOptions): Promise<PreparedSaturation> {
  const { connections, stepSeconds, stopAtErrors } = options;
  const target = parseTarget(options.url);
  const headers = readHeaders(options.header);
  const { method, body } = await readMethodAndBody(options);
  // What sends reads an answer's length as that of a body to come, which to HEAD never does.
  if (method === 'HEAD')
    throw new PlimsollError(
      'usage',
      '--method HEAD cannot be measured, since its answers have no body; give GET',
    );
  const timeoutSeconds = duration('--timeout', options.timeout);
  const lookUp = lookUpOf(target, { resolve: [], dnsServer: undefined });
  const { addresses } = await lookedUpOf(lookUp, target, false);
  return {
    plan: {
      schemaVersion: 1,
      url: target.shown,
      method,
      addresses: addresses.map(({ address }) => address),
      isLoopback: areLoopback(addresses),
      mostConnections: connections,
      stepSeconds,
      mostSeconds: (mostSteps(connections) + WARM_UP) * stepSeconds,
    },
    run: {
      request: { target, addresses, method, headers, body, timeoutSeconds },
      mostConnections: connections,
      stepSeconds,
      stopAtErrorsPercent: stopAtErrors,
    },
  };
}

/** Half a step more than there are, to warm up. */
const WARM_UP = 0.5;
