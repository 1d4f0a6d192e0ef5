import { expect, it } from 'vitest';
import { Samples } from '../../src/load/samples.ts';

it('a wait of more than 71 minutes counts as the longest, not as a short one', () => {
  const samples = new Samples();
  samples.pushMs(5_000_000);
  samples.pushMs(1.5);
  expect([...samples.take()]).toEqual([2 ** 32 - 1, 1500]);
});
