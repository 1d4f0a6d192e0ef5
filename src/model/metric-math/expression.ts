/**
 * A metric math expression as data. `column`, from 1, is where it stands in its
 * text; that of an operation is its operator's.
 */
export type Expression = { readonly column: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly content: string }
  /** The Id of another query. */
  | { readonly kind: 'id'; readonly id: string }
  /** What some functions take beside values: `REPEAT`, `DESC`, `AVG`. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'minus'; readonly operand: Expression }
  | {
      readonly kind: 'operation';
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
);

export type Operator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '^'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'AND'
  | 'OR';

/** The expression and all that stands in it, outermost first. */
export function* partsOf(expression: Expression): Generator<Expression> {
  yield expression;
  for (const part of within(expression)) yield* partsOf(part);
}

function within(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'list':
      return expression.items;
    case 'minus':
      return [expression.operand];
    case 'operation':
      return [expression.left, expression.right];
    case 'call':
      return expression.args;
    default:
      return [];
  }
}
