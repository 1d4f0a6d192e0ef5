/** A value from a file as an error shows it: quoted, on one line, cut when long, harmless to a terminal. */
export function shown(value: string): string {
  const cut = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return `"${cut.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\u{fffd}')}"`;
}

const LONGEST = 40;
