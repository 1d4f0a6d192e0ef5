/**
 * The lowest point of a function found by Nelder and Mead's simplex (1965) within
 * about so many evaluations.
 */
export function nelderMead(
  cost: (at: readonly number[]) => number,
  start: readonly number[],
  step: number,
  evaluations: number,
): readonly number[] {
  const vertex = (at: readonly number[]) => ({ at, cost: cost(at) });
  const simplex = [vertex(start)];
  for (let i = 0; i < start.length; i++)
    simplex.push(vertex(start.map((x, j) => (i === j ? x + step : x))));
  const last = start.length;
  for (let used = simplex.length; used < evaluations; ) {
    simplex.sort((a, b) => a.cost - b.cost);
    const worst = simplex[last];
    const centre = start.map(
      (_, j) => simplex.reduce((sum, { at }) => sum + at[j], -worst.at[j]) / last,
    );
    const along = (share: number) => vertex(centre.map((x, j) => x + share * (worst.at[j] - x)));
    const reflected = along(-1);
    used++;
    if (reflected.cost < simplex[0].cost) {
      const expanded = along(-2);
      used++;
      simplex[last] = expanded.cost < reflected.cost ? expanded : reflected;
    } else if (reflected.cost < simplex[last - 1].cost) simplex[last] = reflected;
    else {
      const contracted = along(reflected.cost < worst.cost ? -0.5 : 0.5);
      used++;
      if (contracted.cost < Math.min(reflected.cost, worst.cost)) simplex[last] = contracted;
      else {
        const best = simplex[0].at;
        for (let i = 1; i <= last; i++)
          simplex[i] = vertex(simplex[i].at.map((x, j) => (x + best[j]) / 2));
        used += last;
      }
    }
  }
  return simplex.reduce((best, other) => (other.cost < best.cost ? other : best)).at;
}
