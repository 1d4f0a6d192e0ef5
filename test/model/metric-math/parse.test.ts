import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../../src/error.ts';
import { parseExpression } from '../../../src/model/metric-math/parse.ts';

describe('parseExpression', () => {
  it('keeps where each part stands', () => {
    expect(parseExpression('m1 + FILL(m2, REPEAT)')).toEqual({
      kind: 'operation',
      operator: '+',
      column: 4,
      left: { kind: 'id', id: 'm1', column: 1 },
      right: {
        kind: 'call',
        name: 'FILL',
        column: 6,
        args: [
          { kind: 'id', id: 'm2', column: 11 },
          { kind: 'word', word: 'REPEAT', column: 15 },
        ],
      },
    });
  });

  it.each([
    ['  ', 'column 1: is empty: give an expression such as m1 / m2'],
    ['m1 +', 'column 5: expected a number, an Id, a function, "(" or "[", found the end'],
    ['m1 m2', 'column 4: expected an operator or the end, found "m2"'],
    [
      'm1 > 1 and m2',
      'column 8: expected an operator or the end, found "and": write AND, in upper case',
    ],
    ['(m1', 'column 4: expected an operator or ")", found the end'],
    ['[m1, m2', 'column 8: expected an operator, "," or "]", found the end'],
    ['avg(m1)', 'column 1: unknown function "avg": write AVG, functions are in upper case'],
    ['1 + AVGE(m1)', 'column 5: unknown function "AVGE": did you mean AVG?'],
    ['RUNING_SUM(m1)', 'column 1: unknown function "RUNING_SUM": did you mean RUNNING_SUM?'],
    [
      'ANOMALY_DETECTION_BAND(m1)',
      'column 1: ANOMALY_DETECTION_BAND needs data that only AWS has: it is not supported; use functions such as AVG, FILL or IF',
    ],
    [
      'M1 + 1',
      'column 1: "M1" is neither a function with its "(" nor an Id: an Id begins with a lowercase letter',
    ],
    ['m1 = 2', 'column 4: "=" means nothing here: "==" compares'],
    ['m1 % 2', 'column 4: "%" means nothing here: remove it'],
    ['METRICS("x', 'column 9: the string ""x" has no end: close it with "'],
    ['METRICS(“x”)', 'column 9: "“" is a typographic quotation mark: write " or \''],
    ['('.repeat(200), 'column 102: more than 100 levels in one another: remove some'],
    ['-'.repeat(200), 'column 102: more than 100 levels in one another: remove some'],
  ])('refuses %j', (text, message) => {
    expect(() => parseExpression(text)).toThrow(new PlimsollError('usage', message));
  });

  it('says of any text where it is wrong, or reads it', () => {
    const word = fc.constantFrom(
      'm1',
      'SUM',
      '(',
      ')',
      '[',
      ']',
      ',',
      '-',
      '^',
      '1',
      "'a'",
      ' ',
      '<',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word).map((words) => words.join('')),
        ),
        (text) => {
          try {
            expect(parseExpression(text)).toHaveProperty('column');
          } catch (error) {
            expect(error).toBeInstanceOf(PlimsollError);
            expect((error as PlimsollError).message).toMatch(/^column \d+: /);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
