/**
 * Headers by their name in lower case. Several of a name are joined, as RFC 9110
 * (section 5.2) has it, and cookies as RFC 9113 (section 8.2.3) does; of `Host` the last
 * counts, since it is one name.
 *
 * @param headers name, value, name, value
 */
export function joinedHeaders(headers: readonly string[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>();
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase();
    const before = name === 'host' ? undefined : joined.get(name);
    const between = name === 'cookie' ? '; ' : ', ';
    joined.set(name, before === undefined ? headers[i + 1] : before + between + headers[i + 1]);
  }
  return joined;
}
