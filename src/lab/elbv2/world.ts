import type { Live } from '../live/live.ts';

/** What the load balancer's operations work on: every group has a target group of its own. */
export interface BalancingWorld {
  readonly live: Live;
}
