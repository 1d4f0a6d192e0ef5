/** A stream of numbers in [0, 1), the same on every machine. */
export type Random = () => number;

/**
 * Chris Doty-Humphrey's sfc32, 128 bits of state, seeded by splitting one integer.
 *
 * @param seed any safe integer
 */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = seed | 0;
  let counter = 1;
  const next = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/**
 * A seed for the part of that number (0, 1, …) of what one seed drives, so that no
 * part moves with another, nor with what draws from the seed itself.
 */
export function partSeed(seed: number, part: number): number {
  const random = seededRandom(seed);
  for (let i = 0; i < part; i++) random();
  return random() * 2 ** 32;
}
