/**
 * Probability that a request must wait in an M/M/c queue (Erlang's C formula):
 * C = B / (1 − ρ·(1 − B)). Where `servers` is no whole number the two neighbours
 * are interpolated linearly at the same utilization.
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
 * Probability that a request finds all servers of a loss system busy (Erlang's B
 * formula): 1/B = 1 + c/a + c·(c−1)/a² + …, added up until what follows does not
 * count, so that many servers take few steps.
 *
 * @param servers c, a whole number, 0 or more
 * @param offeredLoad a, arrivals × service time
 */
export function erlangB(servers: number, offeredLoad: number): number {
  let term = 1;
  let sum = 1;
  for (let busy = servers; busy > 0; busy--) {
    term *= busy / offeredLoad;
    sum += term;
    if (term < NEGLIGIBLE * sum || sum > 1 / NEGLIGIBLE ** 2) break;
  }
  return 1 / sum;
}

const NEGLIGIBLE = 1e-17;
