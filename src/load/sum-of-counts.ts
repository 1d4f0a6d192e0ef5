/** The sum of counts by name, such as failures by kind. */
export function sumOfCounts(counts: Readonly<Record<string, number | undefined>>): number {
  return Object.values(counts).reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
