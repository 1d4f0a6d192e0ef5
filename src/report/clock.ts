/** `2014-04-10T00:04:00Z` as `2014-04-10 00:04`: without what the reader knows. */
export function clock(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
