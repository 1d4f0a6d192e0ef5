/** What is unknown, NaN inside, is null in JSON, and nothing in a cell. */
export function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
