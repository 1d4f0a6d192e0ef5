import { expect, it } from 'vitest';
import { threadBeside } from '../../src/load/thread-beside.ts';

it.each([
  ['file:///plimsoll/src/load/a.ts', 'file:///plimsoll/src/load/b.ts'],
  ['file:///plimsoll/dist/load/a.js', 'file:///plimsoll/dist/load/b.js'],
])('a thread beside %s is %s', (module, thread) => {
  expect(threadBeside(module, 'b').href).toBe(thread);
});
