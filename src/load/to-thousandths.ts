/** Rounds to three digits after the point. */
export function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
