import { expect, it, onTestFinished } from 'vitest';
import { FollowedName, type NameNews } from '../../src/load/follow-name.ts';
import { lookUpOf } from '../../src/load/look-up.ts';
import { parseTarget } from '../../src/load/target.ts';

it('a name tells what its listener threw, and does not take it for a failed look-up', async () => {
  const lookUp = lookUpOf(parseTarget('http://shop.test/'), {
    resolve: ['shop.test:80:127.0.0.2'],
    dnsServer: undefined,
  });
  const first = { addresses: [{ address: '127.0.0.1', family: 4 }], ttlSeconds: 0, at: 0 } as const;
  const heard: NameNews['kind'][] = [];
  const name = new FollowedName(lookUp, first, ({ kind }) => {
    heard.push(kind);
    throw new Error('the disk is full');
  });
  onTestFinished(() => name.end());
  await expect(name.failed).rejects.toThrow('the disk is full');
  expect(heard).toEqual(['moved']);
});
