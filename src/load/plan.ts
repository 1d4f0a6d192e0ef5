import { loadBalancerUsd } from '../model/cost.ts';
import { OTHER_PRICES, PRICES_AS_OF } from '../model/prices.ts';
import type { ArrivalKind } from './arrivals.ts';
import { totalArrivals } from './pacer.ts';
import type { Schedule } from './schedule.ts';
import { shownRate } from './shown-rate.ts';
import { type Stage, stagesOf } from './stages.ts';
import { type Rise, STEEP, steepestRise } from './steepest-rise.ts';
import type { Address } from './target.ts';

/** What a run is about to do. */
export interface LoadPlan {
  readonly schemaVersion: 1;
  readonly url: string;
  readonly addresses: readonly string[];
  readonly isLoopback: boolean;
  readonly seconds: number;
  /** Of these, seconds of unknown load, in which nothing is sent. */
  readonly gapSeconds: number;
  /** Of the whole curve; for Poisson arrivals the mean. */
  readonly requests: number;
  readonly arrivals: ArrivalKind;
  readonly requestsPerSecond: { readonly mean: number; readonly peak: number };
  readonly stages: readonly Stage[];
  readonly connections: {
    readonly allowed: number;
    /** At the peak, if an answer takes `expectedLatencySeconds`: Little's law. */
    readonly expected: number;
    readonly expectedLatencySeconds: number;
  };
  readonly bytes: { readonly total: number; readonly perRequest: number };
  /** Load balancer capacity units. */
  readonly lcu: { readonly peak: number; readonly hours: number };
  /** What the load adds to the bill of a load balancer that runs anyway. */
  readonly costUsd: { readonly loadBalancer: number; readonly pricesAsOf: string };
  readonly warnings: readonly PlanWarning[];
}

interface PlanWarning {
  readonly code: 'steep-ramp' | 'compressed' | 'few-connections' | 'gaps';
  readonly message: string;
}

export interface PlanFacts {
  readonly url: string;
  /** Empty where the name could not be looked up. */
  readonly addresses: readonly Address[];
  readonly isLoopback: boolean;
  readonly arrivals: ArrivalKind;
  readonly connections: number;
  /** At a time: 1, or more with HTTP/2. */
  readonly requestsPerConnection: number;
  readonly compress: number;
  readonly expectedLatencySeconds: number;
  readonly bytesPerRequest: number;
}

/** Says what a schedule will do, what it takes, and what to think of beforehand. */
export function planLoad(schedule: Schedule, facts: PlanFacts): LoadPlan {
  const { seconds, gapSeconds, peak } = schedule;
  const { connections, requestsPerConnection, expectedLatencySeconds, bytesPerRequest } = facts;
  const requests = totalArrivals(schedule);
  const underWay = Math.max(1, Math.ceil(peak * expectedLatencySeconds));
  const expected = Math.ceil(underWay / requestsPerConnection);
  const rise = steepestRise(schedule);
  // Made once and kept: what counts as new is spread over the run.
  const newConnectionsPerRequest = Math.min(
    1,
    Math.min(expected, connections) / Math.max(1, requests),
  );
  const unitHours = (ofRequests: number) =>
    loadBalancerUsd(
      ofRequests,
      0,
      {
        bytesPerRequest,
        newConnectionsPerRequest,
        algorithm: 'round_robin',
        slowStartSeconds: 0,
        deregistrationDelaySeconds: 0,
      },
      { ...OTHER_PRICES, asOf: PRICES_AS_OF, ec2UsdPerHour: 0, lcuUsdPerHour: 1 },
      { connectionSeconds: seconds },
    );
  const hours = unitHours(requests);
  return {
    schemaVersion: 1,
    url: facts.url,
    addresses: facts.addresses.map(({ address }) => address),
    isLoopback: facts.isLoopback,
    seconds,
    gapSeconds,
    requests,
    arrivals: facts.arrivals,
    requestsPerSecond: { mean: seconds === 0 ? 0 : schedule.requests / seconds, peak },
    stages: stagesOf(schedule),
    connections: { allowed: connections, expected, expectedLatencySeconds },
    bytes: { total: requests * bytesPerRequest, perRequest: bytesPerRequest },
    lcu: { peak: unitHours(peak * 3600), hours },
    costUsd: { loadBalancer: hours * OTHER_PRICES.lcuUsdPerHour, pricesAsOf: PRICES_AS_OF },
    warnings: [
      ...steepRamp(rise),
      ...compressed(facts),
      ...fewConnections(underWay, facts),
      ...gaps(schedule),
    ],
  };
}

function steepRamp({ ratio, fromRate, toRate, atSeconds }: Rise): PlanWarning[] {
  if (ratio <= STEEP) return [];
  const message = `the load grows from ${shownRate(fromRate)} to ${shownRate(toRate)} requests/s within 5 minutes (at ${Math.round(atSeconds)} s); an Application Load Balancer follows about 50 % in 5 minutes: ramp slower, or reserve its capacity (LCUs) first`;
  return [{ code: 'steep-ramp', message }];
}

function compressed({ compress }: PlanFacts): PlanWarning[] {
  if (compress <= 1) return [];
  const message = `the curve is compressed ${compress} times: the rates stay, but boots, alarms, warm-ups and cooldowns of a real group take as long as ever; judge its scaling by a run that is not compressed`;
  return [{ code: 'compressed', message }];
}

function fewConnections(
  underWay: number,
  { connections, requestsPerConnection, expectedLatencySeconds }: PlanFacts,
): PlanWarning[] {
  if (underWay <= connections * requestsPerConnection) return [];
  const each = requestsPerConnection === 1 ? '' : ` of ${requestsPerConnection} requests each`;
  const message = `at the peak ${underWay} requests are under way if an answer takes ${expectedLatencySeconds * 1000} ms, and ${connections} connections${each} are allowed; allow more with --connections`;
  return [{ code: 'few-connections', message }];
}

function gaps({ gapSeconds }: Schedule): PlanWarning[] {
  if (gapSeconds === 0) return [];
  const message = `${Math.round(gapSeconds)} s of the curve are unknown; nothing is sent in them`;
  return [{ code: 'gaps', message }];
}
