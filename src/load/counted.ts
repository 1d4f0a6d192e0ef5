/** `1 second`, `2 seconds`; the name is one whose plural ends in s. */
export function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
