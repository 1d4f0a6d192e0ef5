/**
 * A name or a search term, taken apart as CloudWatch does: at whatever is neither
 * letter nor digit (`Network-Errors` → `Network`, `Errors`), where camel case begins a
 * word (`SDBFailure` → `SDB`, `Failure`) and where digits begin (`Count1` → `Count`, `1`).
 *
 * Source: Amazon CloudWatch user guide, "CloudWatch search expression syntax",
 * "Tokenization".
 */
export interface Tokenized {
  /** All of it in lower case, without what is neither letter nor digit. */
  readonly whole: string;
  readonly pieces: readonly Piece[];
}

interface Piece {
  readonly text: string;
  /** Whether nothing but it stood between two characters that separate. */
  readonly isAlone: boolean;
}

export function tokenize(text: string): Tokenized {
  const parts = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const pieces = parts.flatMap((part) => {
    const found = part.match(PIECE) ?? [];
    return found.map((piece) => ({ text: piece, isAlone: found.length === 1 }));
  });
  return { whole: parts.join('').toLowerCase(), pieces };
}

/** Digits; capitals up to the one that begins a word; a capital with the letters after it; letters. */
const PIECE = /\p{N}+|\p{Lu}+(?![^\p{Lu}\p{N}])|\p{Lu}?[^\p{Lu}\p{N}]+/gu;

/**
 * Whether a search term is found in a name: it is one of its tokens, whatever the
 * case, or its pieces follow one another in it. Of those, pieces that stood between
 * separators match in any case (`network-errors` finds `NetworkErrors2`), pieces that
 * camel case or digits made only in their own (`Count1` finds `CustomCount1`, `count1`
 * does not). AWS's page gives the examples; this is the rule that satisfies them all.
 *
 * Source: Amazon CloudWatch user guide, "CloudWatch search expression syntax",
 * "Partial matches" and "Non-alphanumeric characters".
 */
export function isPartOf(term: Tokenized, name: Tokenized): boolean {
  if (term.whole === '') return false;
  if (term.whole === name.whole) return true;
  const { length } = term.pieces;
  for (let at = 0; at + length <= name.pieces.length; at++) {
    if (term.pieces.every((piece, i) => isSame(piece, name.pieces[at + i].text))) return true;
  }
  return false;
}

function isSame(piece: Piece, text: string): boolean {
  return piece.isAlone ? piece.text.toLowerCase() === text.toLowerCase() : piece.text === text;
}
