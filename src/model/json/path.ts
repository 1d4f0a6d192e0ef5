/** Where a value stands in a file or a request: keys and list indices from the root. */
export type Path = readonly (string | number)[];

/** A path as a message names it: `strategies[0].group.MinSize`; the root is the scenario itself, or what it is said to be. */
export function nameOf(path: Path, root = 'the scenario'): string {
  const name = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return name === '' ? root : name.replace(/^\./, '');
}
