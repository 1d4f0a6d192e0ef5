/** Writes one line to stderr; names and values from outside cannot drive the terminal. */
export function tell(text: string): void {
  process.stderr.write(`plimsoll: ${text.replace(/\p{Cc}+/gu, ' ')}\n`);
}
