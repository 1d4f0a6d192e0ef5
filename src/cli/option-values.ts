import { InvalidArgumentError } from 'commander';

/** Reads an option that is a number above 0. */
export function positiveNumber(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number > 0 && number < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

/** Reads an option that is a whole number between two others, both included. */
export function wholeNumber(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !Number.isInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return number;
  };
}
