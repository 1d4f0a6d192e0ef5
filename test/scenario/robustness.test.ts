import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isMapping } from '../../src/scenario/reading/mapping.ts';
import { BASE, makeDirectory, refusal } from './base.ts';

const directory = makeDirectory();
const sound: unknown = parse(BASE);

describe('a scenario, however wrong', () => {
  test('is refused with lines of its own, whatever stands at any one place', () => {
    const place = fc.constantFrom(...placesIn(sound));
    const anything = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.double(),
      fc.constantFrom('__proto__', 'constructor', '', null),
    );
    fc.assert(
      fc.property(place, anything, (path, value) => {
        const text = JSON.stringify(replaced(sound, path, value));
        const error = refusal(text, directory);
        for (const line of error?.problems ?? []) {
          expect(line).toMatch(/^(scenario\.yaml:\d+: \S.*|and \d+ more)$/u);
          expect(line).not.toMatch(/undefined|\[object|Invalid input/);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('is refused in one line when it is no YAML', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const problems = refusal(text, directory)?.problems ?? [];
        expect(problems.length).toBeGreaterThan(0);
        for (const line of problems) expect(line).not.toContain('\n');
      }),
    );
  });
});

type Place = readonly (string | number)[];

/** Where in a value anything stands, itself included. */
function placesIn(value: unknown, at: Place = []): Place[] {
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => placesIn(item, [...at, index]))
    : isMapping(value)
      ? Object.entries(value).flatMap(([key, child]) => placesIn(child, [...at, key]))
      : [];
  return [at, ...inside];
}

/** A copy in which something else stands at that place. */
function replaced(value: unknown, [key, ...rest]: Place, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((item, index) => (index === key ? replaced(item, rest, put) : item));
  }
  return isMapping(value) ? { ...value, [key]: replaced(value[key], rest, put) } : value;
}
