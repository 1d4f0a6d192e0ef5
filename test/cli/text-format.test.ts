import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/cli/text-format.ts';

/** Expected lines follow `format_text` of the AWS CLI, awscli/text.py. */
describe('formatText', () => {
  it.each([
    ['a scalar', 5, '5'],
    ['null', null, 'None'],
    ['a list of scalars', [1, 'a', null], '1\ta\tNone'],
    ['an empty list', [], ''],
    ['an object, ordered by key', { b: 2, a: 1 }, '1\t2'],
    ['an object in an object', { a: 1, inner: { x: 2 } }, '1\nINNER\t2'],
    ['a list of scalars in an object', { zones: ['a', 'b'] }, 'ZONES\ta\nZONES\tb'],
    [
      'a list of objects, with the same columns',
      {
        gaps: [
          { from: 1, to: 2 },
          { from: 3, note: 'x' },
        ],
      },
      'GAPS\t1\t\t2\nGAPS\t3\tx\t',
    ],
    [
      'lists in a list',
      [
        [1, 2],
        [3, 4],
      ],
      '1\t2\n3\t4',
    ],
    ['scalars beside lists in a list', [1, [2, 3], 4], '1\t4\n2\t3'],
  ])('writes %s', (_, value, text) => {
    expect(formatText(value)).toBe(text);
  });
});
