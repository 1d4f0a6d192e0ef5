import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import { whyNoMethod } from '../load/http-words.ts';
import { lookUpOf } from '../load/look-up.ts';
import type { SaturatePlan } from '../load/saturate/plan.ts';
import type { SaturateOptions } from '../load/saturate/saturate.ts';
import { areLoopback, parseTarget } from '../load/target.ts';
import { duration, lookedUpOf, readBody, readHeaders } from './load-prepare.ts';
import type { LoadSaturateOptions } from './load-saturate.ts';

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
  const body = options.body === undefined ? null : await readBody(options.body);
  const method = options.method ?? (body === null ? 'GET' : 'POST');
  const why = whyNoMethod(method);
  if (why !== undefined) throw new PlimsollError('usage', `--method ${shown(method)} ${why}`);
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
      mostSeconds: mostSeconds(connections, stepSeconds),
    },
    run: {
      request: { target, addresses, method, headers, body, timeoutSeconds },
      mostConnections: connections,
      stepSeconds,
      stopAtErrorsPercent: stopAtErrors,
    },
  };
}

/** The doublings, as many between them at the most, and half a step to warm up. */
function mostSeconds(connections: number, stepSeconds: number): number {
  const doublings = Math.ceil(Math.log2(connections)) + 1;
  return (doublings + MOST_BETWEEN + 0.5) * stepSeconds;
}

/** From a quarter of the knee to 2.5 times it there are so many doublings. */
const MOST_BETWEEN = 4;
