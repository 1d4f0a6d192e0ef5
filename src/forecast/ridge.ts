/**
 * Weighted ridge regression, shrunk towards given coefficients:
 * the β that minimises Σ w·(y − x·β)² + Σ w · Σ penalty·(β − towards)².
 *
 * The normal equations are solved by Cholesky's decomposition; a column that says
 * nothing beyond the others keeps its `towards`.
 *
 * @param rows row after row, `columns` numbers each
 * @param targets y, one a row
 * @param weights w, one a row, 0 or more
 * @param penalties one a column, per unit of total weight, 0 or more
 * @param towards one a column
 */
export function ridge(
  rows: Float64Array,
  targets: Float64Array,
  weights: Float64Array,
  penalties: Float64Array,
  towards: Float64Array,
): Float64Array {
  const columns = penalties.length;
  const gram = new Float64Array(columns * columns);
  // Solved for β − towards, so that the right-hand side is that of what `towards` leaves over.
  const right = new Float64Array(columns);
  let total = 0;
  for (let i = 0, at = 0; i < targets.length; i++, at += columns) {
    const weight = weights[i];
    let rest = targets[i];
    for (let j = 0; j < columns; j++) rest -= rows[at + j] * towards[j];
    for (let j = 0; j < columns; j++) {
      const weighted = weight * rows[at + j];
      right[j] += weighted * rest;
      for (let k = 0, to = j * columns; k <= j; k++) gram[to + k] += weighted * rows[at + k];
    }
    total += weight;
  }
  for (let j = 0; j < columns; j++) gram[j * columns + j] += total * penalties[j];
  const beta = solve(gram, right);
  for (let j = 0; j < columns; j++) beta[j] += towards[j];
  return beta;
}

/** Solves A·x = b for a symmetric A ≥ 0 given by its lower triangle, which is overwritten by Cholesky's. */
function solve(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  for (let j = 0; j < size; j++) {
    const own = lower[j * size + j];
    let pivot = own;
    for (let k = 0; k < j; k++) pivot -= lower[j * size + k] ** 2;
    // Dependent columns: an infinite pivot leaves the later one's x at 0.
    const root = pivot > DEPENDENT * own ? Math.sqrt(pivot) : Number.POSITIVE_INFINITY;
    lower[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = lower[i * size + j];
      for (let k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k];
      lower[i * size + j] = sum / root;
    }
  }
  const x = right.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] -= lower[i * size + k] * x[k];
    x[i] /= lower[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] -= lower[k * size + i] * x[k];
    x[i] /= lower[i * size + i];
  }
  return x;
}

/** Share of a column's square left unexplained by those before it, below which it is rounding error. */
const DEPENDENT = 1e-12;
