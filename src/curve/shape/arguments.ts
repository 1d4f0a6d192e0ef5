import type { PlimsollError } from '../../error.ts';
import { A_DURATION, formatDuration } from '../duration.ts';
import type { Wrong } from './wrong.ts';

/** An argument as it was written, and where its name, or it itself, begins. */
export interface Argument {
  readonly column: number;
  readonly value: Value;
}

export type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'duration'; readonly seconds: number }
  | { readonly kind: 'list'; readonly values: readonly number[] };

/** What an argument may be, and its value where it is not given; without one it is required. */
interface Bounds {
  readonly above?: number;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly otherwise?: number;
}

/** The arguments of one shape. What is missing, of another kind or out of bounds throws what `wrong` makes. */
export class Arguments {
  readonly #shape: string;
  readonly #column: number;
  readonly #example: string;
  readonly #given: ReadonlyMap<string, Argument>;
  readonly #wrong: Wrong;

  constructor(
    shape: string,
    column: number,
    example: string,
    given: ReadonlyMap<string, Argument>,
    wrong: Wrong,
  ) {
    this.#shape = shape;
    this.#column = column;
    this.#example = example;
    this.#given = given;
    this.#wrong = wrong;
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  number(name: string, bounds: Bounds = {}): number {
    const value = this.#given.get(name)?.value;
    if (value === undefined) return this.#otherwise(name, bounds);
    if (value.kind === 'number' && isWithin(bounds, value.value)) return value.value;
    throw this.wrong(name, `give a number${inWords(bounds, String)}`);
  }

  /** Seconds. A bare 0 needs no unit. */
  duration(name: string, bounds: Bounds = {}): number {
    const value = this.#given.get(name)?.value;
    if (value === undefined) return this.#otherwise(name, bounds);
    const seconds = secondsOf(value);
    if (seconds === undefined) throw this.wrong(name, `give ${A_DURATION}`);
    if (isWithin({ atLeast: 0, ...bounds }, seconds)) return seconds;
    throw this.wrong(name, `give a duration${inWords(bounds, formatDuration)}`);
  }

  numbers(name: string): readonly number[] {
    const value = this.#given.get(name)?.value;
    if (value === undefined) throw this.missing(name);
    if (value.kind === 'list') return value.values;
    throw this.wrong(name, 'give a list of numbers such as [100, 200, 150]');
  }

  /** The error for an argument that is given: its name and value, then the cure. */
  wrong(name: string, cure: string): PlimsollError {
    const argument = this.#given.get(name);
    if (argument === undefined) return this.missing(name);
    return this.#wrong(
      argument.column,
      `${name} of ${this.#shape} is ${written(argument.value)}: ${cure}`,
    );
  }

  missing(what: string): PlimsollError {
    return this.#wrong(this.#column, `${this.#shape} lacks ${what}, as in ${this.#example}`);
  }

  #otherwise(name: string, { otherwise }: Bounds): number {
    if (otherwise === undefined) throw this.missing(name);
    return otherwise;
  }
}

function secondsOf(value: Value): number | undefined {
  if (value.kind === 'duration') return value.seconds;
  return value.kind === 'number' && value.value === 0 ? 0 : undefined;
}

function isWithin({ above, atLeast, atMost }: Bounds, value: number): boolean {
  return !(
    (above !== undefined && value <= above) ||
    (atLeast !== undefined && value < atLeast) ||
    (atMost !== undefined && value > atMost)
  );
}

function inWords({ above, atLeast, atMost }: Bounds, format: (value: number) => string): string {
  if (atLeast !== undefined && atMost !== undefined)
    return ` from ${format(atLeast)} to ${format(atMost)}`;
  const parts = [
    above !== undefined && `above ${format(above)}`,
    atLeast !== undefined && `of at least ${format(atLeast)}`,
    atMost !== undefined && `at most ${format(atMost)}`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? ` ${parts.join(' and ')}` : '';
}

function written(value: Value): string {
  if (value.kind === 'list') return 'a list';
  return value.kind === 'number' ? String(value.value) : formatDuration(value.seconds);
}
