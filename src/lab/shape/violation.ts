/** Why a request does not have its shape; each service has words of its own for it. */
export type Violation = {
  /** As AWS names a place: `MetricData.member.1.Unit`. */
  readonly path: string;
} & (
  | { readonly kind: 'missing' }
  /** Of a wrong type: a protocol's own error. */
  | { readonly kind: 'type'; readonly wanted: string }
  | { readonly kind: 'value'; readonly value: string; readonly constraint: string }
  | { readonly kind: 'size'; readonly size: number; readonly most: number }
);

/** Thrown where a request does not have its shape. */
export class ShapeError extends Error {
  readonly violation: Violation;

  constructor(violation: Violation) {
    super(`${violation.path}: ${violation.kind}`);
    this.violation = violation;
  }
}

export function wrongType(path: string, wanted: string): ShapeError {
  return new ShapeError({ kind: 'type', path, wanted });
}
