import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../src/scenario/reading/document.ts';

describe('a document', () => {
  test('knows the line of each value, and of what lacks one', () => {
    const text = 'a:\n  b: 1\n  c:\n    - x\n    - { d: 2,\n        e: 3 }\n';
    const { lineOf } = readDocument(text, 's');
    expect(lineOf([])).toBe(1);
    expect(lineOf(['a', 'b'])).toBe(2);
    expect(lineOf(['a', 'c', 0])).toBe(4);
    expect(lineOf(['a', 'c', 1, 'e'])).toBe(6);
    expect(lineOf(['a', 'missing'])).toBe(1);
    expect(lineOf(['a', 'c', 7])).toBe(3);
  });

  test('follows an alias to what it stands for', () => {
    const { value, lineOf } = readDocument('a: &x\n  b: 1\nc: *x\n', 's');
    expect(value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(lineOf(['c', 'b'])).toBe(2);
  });

  test('may begin with a byte order mark and end its lines as Windows does', () => {
    const { value, lineOf } = readDocument('\ufeffa: 1\r\nb: 2\r\n', 's');
    expect(value).toEqual({ a: 1, b: 2 });
    expect(lineOf(['b'])).toBe(2);
  });

  test.each([
    [
      'a: 1\nb: [1, 2\n',
      's:3: is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['a:\n\tb: 1', 's:2: is not YAML: Tabs are not allowed as indentation'],
    ['a: b: c', 's:1: is not YAML: Nested mappings are not allowed in compact mappings'],
    ['a: !Ref x', 's:1: is not YAML: Unresolved tag: !Ref'],
    ['a: 1\n---\nb: 2', 's:2: a second document begins: keep one a file'],
    ['a: 1\nb:\n  c: 1\n  c: 2\n', 's:4: key "c" is given twice, first on line 3: keep one'],
    ['a: *x\n', 's:1: *x is the name of nothing above it: put &x before what it stands for'],
    ['\u0000\u0001', 's: is not text in UTF-8: give a scenario in YAML'],
    ['\ufffd\ufffdPNG', 's: is not text in UTF-8: give a scenario in YAML'],
  ])('is refused in one line: %j', (text, says) => {
    expect(() => readDocument(text, 's')).toThrow(
      expect.objectContaining({ code: 'bad-file', problems: [says] }),
    );
  });

  test('tells five of its repeated keys, and counts the rest', () => {
    const text = Array.from({ length: 8 }, () => 'a: 1').join('\n');
    expect(() => readDocument(text, 's')).toThrow(/^(s:\d: .*\n){5}and 2 more$/);
  });

  test('is refused when its aliases multiply', () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0 ? 'l0: &l0 [x, x, x]' : `l${i}: &l${i} [${`*l${i - 1},`.repeat(9)}]`,
    );
    expect(() => readDocument(levels.join('\n'), 's')).toThrow(/^s: Excessive alias count/);
  });
});
