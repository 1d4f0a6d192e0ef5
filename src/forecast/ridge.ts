/**
 * A weighted ridge regression, shrunk towards given coefficients, to which rows are added
 * as time goes on and which can be solved at any moment: the β that minimises
 * Σ w·(y − x·β)² + Σ w · Σ penalty·(β − towards)².
 */
export interface Ridge {
  /** Adds a row x (copied) with its y and w. */
  readonly add: (row: Float64Array, target: number, weight: number) => void;
  /** β from the rows so far; without any, `towards`. */
  readonly solve: () => Float64Array;
}

/**
 * @param penalties one a column, per unit of total weight; above 0, but for at most one column
 * @param towards one a column
 */
export function ridge(penalties: Float64Array, towards: Float64Array): Ridge {
  const columns = penalties.length;
  // The normal equations for β − towards, so that their right side is of what `towards` leaves over.
  const gram = new Float64Array(columns * columns);
  const right = new Float64Array(columns);
  let total = 0;
  return {
    add: (row, target, weight) => {
      const rest = target - dot(row, towards);
      for (let j = 0; j < columns; j++) {
        const weighted = weight * row[j];
        right[j] += weighted * rest;
        for (let k = 0, at = j * columns; k <= j; k++) gram[at + k] += weighted * row[k];
      }
      total += weight;
    },
    solve: () => {
      if (total === 0) return towards.slice();
      const lower = gram.slice();
      for (let j = 0; j < columns; j++) lower[j * columns + j] += total * penalties[j];
      decompose(lower, columns);
      return substitute(lower, right).map((difference, j) => difference + towards[j]);
    },
  };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Cholesky: turns the lower triangle of a symmetric A > 0 into that of L, where A = L·Lᵀ. */
function decompose(lower: Float64Array, size: number): void {
  for (let j = 0; j < size; j++) {
    let pivot = lower[j * size + j];
    for (let k = 0; k < j; k++) pivot -= lower[j * size + k] ** 2;
    const root = Math.sqrt(pivot);
    lower[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = lower[i * size + j];
      for (let k = 0; k < j; k++) sum -= lower[i * size + k] * lower[j * size + k];
      lower[i * size + j] = sum / root;
    }
  }
}

/** Solves L·Lᵀ·x = b. */
function substitute(lower: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
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
