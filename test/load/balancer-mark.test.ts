import { describe, expect, it } from 'vitest';
import { ALB_MARK, isMarked, readBalancerMark } from '../../src/load/balancer-mark.ts';

describe("the load balancer's mark on its own errors", () => {
  it.each([
    ['awselb/2.0', ALB_MARK, true],
    ['shop', ALB_MARK, false],
    ['nginx/1.22.1', readBalancerMark('^nginx', undefined), true],
  ])('is found in the Server %s', (server, mark, isFound) => {
    expect(isMarked({ server }, mark)).toBe(isFound);
  });

  it('is the lack of what every target sends', () => {
    const mark = readBalancerMark(undefined, 'X-Target');
    expect(isMarked({ server: 'nginx' }, mark)).toBe(true);
    expect(isMarked({ server: 'nginx', 'x-target': 'a' }, mark)).toBe(false);
  });

  it.each([
    ['(', undefined, /--balancer-server "\(" is no regular expression/],
    [undefined, 'X Target', /--target-header "X Target" is no name of a header/],
    ['a', 'b', /both say whose an error is; give one/],
  ])('that is %s and %s is refused', (server, header, why) => {
    expect(() => readBalancerMark(server, header)).toThrow(why);
  });
});
