/**
 * The known word that was probably meant, or undefined when none is near: at most
 * a third of its letters mistyped, upper and lower case alike. A camelCase word
 * too many at either end is forgiven, so that `scalingPolycies` finds `policies`.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const spellings = [word, withoutFirstWord(word), withoutLastWord(word)];
  return closest(spellings, known, (candidate) => Math.max(1, Math.floor(candidate.length / 3)));
}

/** The known word of which this one is as good as certainly a misspelling: two letters off at most. */
export function misspelt(word: string, known: readonly string[]): string | undefined {
  return closest([word], known, (candidate) => (candidate.length < 6 ? 1 : 2));
}

function closest(
  spellings: readonly string[],
  known: readonly string[],
  allowed: (candidate: string) => number,
): string | undefined {
  let found: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = Math.min(...spellings.map((spelling) => editDistance(spelling, candidate)));
    if (distance <= allowed(candidate) && distance < least) {
      found = candidate;
      least = distance;
    }
  }
  return found;
}

function withoutFirstWord(word: string): string {
  return word.replace(/^.[^A-Z]*(?=[A-Z])/, '');
}

function withoutLastWord(word: string): string {
  return word.replace(/(?<=.)[A-Z][^A-Z]*$/, '');
}

/**
 * Letters to insert, delete, replace or swap with their neighbour to get from
 * one word to the other, case aside (optimal string alignment: a swap is one
 * mistake, for it is the commonest).
 */
function editDistance(from: string, to: string): number {
  const a = from.toLowerCase();
  const b = to.toLowerCase();
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwap ? beforeLast[j - 2] + 1 : replaced;
      row.push(Math.min(replaced, swapped, last[j] + 1, row[j - 1] + 1));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
