/**
 * Probability that a request must wait in an M/M/c queue (Erlang's C formula).
 *
 * With offered load a = servers × utilization, Erlang's B follows from
 * B(0) = 1, B(k) = a·B(k−1) / (k + a·B(k−1)), and C = B / (1 − ρ·(1 − B)).
 * Where `servers` is no whole number the two neighbours are interpolated
 * linearly at the same utilization.
 *
 * @param servers requests served at a time, 1 or more
 * @param utilization ρ, arrivals over capacity, in [0, 1)
 * @returns a probability in [0, 1]
 */
export function erlangC(servers: number, utilization: number): number {
  const whole = Math.floor(servers);
  const below = wholeErlangC(whole, utilization);
  const share = servers - whole;
  return share === 0 ? below : below + share * (wholeErlangC(whole + 1, utilization) - below);
}

function wholeErlangC(servers: number, utilization: number): number {
  const blocked = erlangB(servers, servers * utilization);
  return blocked / (1 - utilization * (1 - blocked));
}

/**
 * Probability that a request finds all servers of a loss system busy (Erlang's
 * B formula), by the recursion above.
 *
 * @param servers a whole number, 0 or more
 * @param offeredLoad arrivals × service time
 */
export function erlangB(servers: number, offeredLoad: number): number {
  let blocked = 1;
  for (let k = 1; k <= servers; k++) {
    blocked = (offeredLoad * blocked) / (k + offeredLoad * blocked);
  }
  return blocked;
}
