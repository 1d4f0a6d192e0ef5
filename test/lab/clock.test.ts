import { describe, expect, it } from 'vitest';
import { labClock } from '../../src/lab/clock.ts';

describe("the lab's clock", () => {
  it('starts with the wall and runs so many times faster', () => {
    let wall = 1000;
    const { now, until } = labClock(() => wall, 60, Number.NEGATIVE_INFINITY);
    expect(now()).toBe(1000);
    wall += 500;
    expect(now()).toBe(1000 + 30_000);
    // A minute of the lab is a second on the wall, of which half has passed.
    expect(until(1000 + 60_000)).toBe(500);
  });

  it('starts no earlier than the lab had come', () => {
    let wall = 1000;
    const { now } = labClock(() => wall, 2, 90_000);
    expect(now()).toBe(90_000);
    wall += 10;
    expect(now()).toBe(90_020);
  });
});
