import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseShape } from '../../../src/curve/shape/parse.ts';
import { DEFAULT_START_SECONDS, sampleShape } from '../../../src/curve/shape/sample.ts';
import { PlimsollError } from '../../../src/error.ts';
import { problemsOf } from '../problems-of.ts';
import { anyShapeText } from './any-shape.ts';

/** The first value of a shape in minutes. */
function firstValue(text: string): number {
  const sampling = {
    startSeconds: DEFAULT_START_SECONDS,
    seconds: 120,
    stepSeconds: 60,
    seed: 1,
  };
  return sampleShape(parseShape(text), sampling).requestsPerSecond[0];
}

describe('parseShape', () => {
  it.each([
    ['2+3*4', 14],
    ['2*3+4', 10],
    ['(2+3)*4', 20],
    ['2*(3+4)*5', 70],
    ['((7))', 7],
    ['2*3*4', 24],
    ['200 + -50', 150],
    ['constant(100)', 100],
    ['constant(rate=100)', 100],
    ['1.5e2', 150],
    ['.5', 0.5],
    [' 2\n * 3 ', 6],
    ['weekly(mon=2)*3+1', 7],
  ])('reads %j as %d', (text, value) => {
    expect(firstValue(text)).toBe(value);
  });

  it('keeps arguments as data, with what is not given filled in', () => {
    expect(parseShape('flash(at=3d12h, peak=1500, for=40m)')).toEqual({
      kind: 'flash',
      column: 1,
      atSeconds: 302_400,
      peak: 1500,
      forSeconds: 2400,
      riseSeconds: 240,
    });
  });

  it.each([
    ['nothing', '', '1: is empty; give a shape such as diurnal(mean=400, peak=900)'],
    ['blanks', '  ', '1: is empty; give a shape such as diurnal(mean=400, peak=900)'],
    [
      'a misspelt shape',
      'constant(1) + diurnl(mean=1)',
      '15: unknown shape "diurnl" (did you mean "diurnal"?)',
    ],
    [
      'a shape like none',
      'zigzag(1)',
      '1: unknown shape "zigzag" (known: constant, ramp, steps, sine, diurnal, weekly, flash, noise)',
    ],
    [
      'a name of every object',
      'constructor(1)',
      '1: unknown shape "constructor" (known: constant, ramp, steps, sine, diurnal, weekly, flash, noise)',
    ],
    [
      'a misspelt argument',
      '1 + flash(at=3d12h, pek=1500, for=40m)',
      '21: unknown argument "pek" of flash (did you mean "peak"?)',
    ],
    [
      'an argument like none',
      'sine(mean=1, q=2)',
      '14: unknown argument "q" of sine (known here: mean, amplitude, period, phase)',
    ],
    [
      'an argument given twice',
      'ramp(from=1, from=2)',
      '14: argument "from" of ramp is given twice; keep one',
    ],
    [
      'an argument given with and without its name',
      'ramp(1, from=2)',
      '9: argument "from" of ramp is given twice; keep one',
    ],
    [
      'a second argument without a name',
      'ramp(1, 2)',
      '9: expected the name of an argument of ramp (from, to, start, for), found "2"',
    ],
    [
      'a missing argument',
      '2 * flash(at=1h, peak=3)',
      '5: flash lacks for, as in flash(at=3d12h, peak=1500, for=40m)',
    ],
    [
      'a week without a day',
      '2 * weekly()',
      '5: weekly lacks a day or weekend, as in weekly(weekend=0.6)',
    ],
    [
      'a shape without parentheses',
      '1 + diurnal',
      '12: expected "(" after diurnal, as in diurnal(mean=400, peak=900), found the end',
    ],
    [
      'an argument without a value',
      'ramp(from=)',
      '11: expected a number, a duration or a list such as [100, 200], found ")"',
    ],
    ['an argument without "="', 'ramp(from 1)', '11: expected "=" after from, found "1"'],
    ['a list without an end', 'steps([1, 2', '12: expected "," or "]", found the end'],
    ['a list of durations', 'steps([1h])', '8: expected a number of the list, found "1h"'],
    ['an empty list', 'steps([])', '8: expected a number of the list, found "]"'],
    ['arguments without an end', 'constant(1', '11: expected "," or ")", found the end'],
    ['a parenthesis without an end', '((1)+2', '7: expected "+", "*" or ")", found the end'],
    ['a parenthesis too many', '(1))', '4: expected "+", "*" or the end, found ")"'],
    ['a sign too many', '1 + * 2', '5: expected a shape, a number or "(", found "*"'],
    ['a sign at the end', '1 *', '4: expected a shape, a number or "(", found the end'],
    ['a subtraction', '100-5', '4: expected "+", "*" or the end, found "-5"'],
    ['a duration for a load', '5m', '1: expected a shape, a number or "(", found "5m"'],
    ['a stranger', '1 + $', '5: "$" means nothing here; remove it'],
    ['half a character', '1 + 😀', '5: "😀" means nothing here; remove it'],
    [
      'a unit that there is not',
      'flash(at=5min, peak=1, for=1h)',
      '10: "5min" is neither a number nor a duration; give a number such as 1500, or a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      'a number beyond all numbers',
      '1e999',
      '1: "1e999" is neither a number nor a duration; give a number such as 1500, or a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      'a number for a duration',
      'flash(at=4, peak=1, for=3h)',
      '7: at of flash is 4: give a duration such as 90s, 40m, 12h, 3d12h or 2w',
    ],
    [
      'a duration for a number',
      'sine(mean=4h, amplitude=1)',
      '6: mean of sine is 4h: give a number',
    ],
    ['a list for a number', 'constant([1])', '10: rate of constant is a list: give a number'],
    [
      'a number for a list',
      'steps(levels=3)',
      '7: levels of steps is 3: give a list of numbers such as [100, 200, 150]',
    ],
    [
      'a peak below the mean',
      'diurnal(mean=400, peak=300)',
      '19: peak of diurnal is 300: give at least the mean, 400',
    ],
    [
      'a peak that is a flash',
      'diurnal(mean=1, peak=101)',
      '17: peak of diurnal is 101: give at most 100 times the mean, 100, or add a flash',
    ],
    [
      'a mean of nothing',
      'diurnal(mean=0, peak=1)',
      '9: mean of diurnal is 0: give a number above 0',
    ],
    [
      'an hour that no day has',
      'diurnal(1, peak=2, at=25h)',
      '20: at of diurnal is 1d1h: give a duration from 0s to 1d',
    ],
    [
      'a rise longer than all of it',
      'flash(at=0, peak=1, for=1h, rise=2h)',
      '29: rise of flash is 2h: give a duration from 0s to 1h',
    ],
    [
      'a crowd without time',
      'flash(at=0, peak=1, for=0)',
      '21: for of flash is 0: give a duration above 0s',
    ],
    ['too much noise', '1 * noise(sd=2)', '11: sd of noise is 2: give a number from 0 to 1'],
    [
      'a negative factor',
      '1 * weekly(sat=-1)',
      '12: sat of weekly is -1: give a number of at least 0',
    ],
    [
      'noise that is added',
      '100 + noise(sd=0.05)',
      '7: noise and weekly are factors and cannot be added; multiply what they change, as in 100 * noise(sd=0.05)',
    ],
    [
      'factors of factors that are added',
      'weekly(0.6) * noise(0.1) + 100',
      '1: noise and weekly are factors and cannot be added; multiply what they change, as in 100 * noise(sd=0.05)',
    ],
    [
      'parentheses without end',
      '('.repeat(5000),
      '101: more than 100 parentheses in one another; remove some',
    ],
  ])('refuses %s', (_, text, problem) => {
    expect(problemsOf(() => parseShape(text))).toEqual([`shape:${problem}`]);
  });

  it('calls the text by the name it is given', () => {
    expect(problemsOf(() => parseShape('1 +', 'curve.shape'))).toEqual([
      'curve.shape:4: expected a shape, a number or "(", found the end',
    ]);
  });

  it('reads whatever the grammar allows', () => {
    fc.assert(
      fc.property(anyShapeText(), (text) => {
        expect(parseShape(text).column).toBeGreaterThan(0);
      }),
    );
  });

  it('refuses everything else in one line with a column', () => {
    const words = fc.constantFrom(
      ...'flash diurnal noise steps ( ) [ ] , = + * - 1 2h mean peak at x 5min $'.split(' '),
    );
    const anyText = fc.oneof(
      fc.string(),
      fc.array(words).map((parts) => parts.join(' ')),
      fc.array(words).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          parseShape(text);
        } catch (error) {
          if (!(error instanceof PlimsollError)) throw error;
          expect(error.problems).toEqual([expect.stringMatching(/^shape:\d+: [^\n]*$/)]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
