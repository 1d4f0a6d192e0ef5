import { InvalidArgumentError } from 'commander';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';

/** Reads an option that is a number above 0. */
export function positiveNumber(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number > 0 && number < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

/** Reads an option that is a number between two others, both included. */
export function numberBetween(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (value.trim() === '' || !(number >= least && number <= most))
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
    return number;
  };
}

/** Reads an option that is above 0 and at most 100. */
export function percent(value: string): number {
  const number = positiveNumber(value);
  if (number > 100) throw new InvalidArgumentError('It must be at most 100.');
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

/** Reads an option that is a list of probabilities, each between 0 and 1. Throws a `PlimsollError` (`usage`). */
export function readProbabilities(flag: string, value: string): number[] {
  const given = value.split(',').map((text) => text.trim());
  const wrong = given.find((text) => text === '' || !(Number(text) > 0 && Number(text) < 1));
  if (wrong !== undefined)
    throw new PlimsollError(
      'usage',
      `${flag}: ${shown(wrong)} is no number between 0 and 1; give a list such as 0.5,0.9,0.95`,
    );
  return [...new Set(given.map(Number))].sort((a, b) => a - b);
}
