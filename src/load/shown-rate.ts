/** A figure in a sentence: three digits of it. */
export function shownRate(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
