/** Text as it may stand in a message: what a file says breaks no line and commands no terminal. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '\u{fffd}');
}
