import { describe, expect, it } from 'vitest';
import { lookUpOf } from '../../src/load/look-up.ts';
import { systemThenDns } from '../../src/load/system-then-dns.ts';
import { parseTarget } from '../../src/load/target.ts';
import { NameServer } from '../support/name-server.ts';

const lookUp = (url: string, resolve: readonly string[] = [], dnsServer?: string) =>
  lookUpOf(parseTarget(url), { resolve, dnsServer });

describe('a look-up', () => {
  it.each([
    ['http://127.0.0.1:8080/', ['127.0.0.1']],
    ['http://[::1]/', ['::1']],
  ])('of %s is the address itself, for good', async (url, addresses) => {
    const found = await lookUp(url)();
    expect(found.addresses.map(({ address }) => address)).toEqual(addresses);
    expect(found.ttlSeconds).toBe(Number.POSITIVE_INFINITY);
  });

  it('of localhost does not change', async () => {
    const { addresses, ttlSeconds } = await lookUp('http://localhost/')();
    expect(addresses.length).toBeGreaterThan(0);
    expect(ttlSeconds).toBe(Number.POSITIVE_INFINITY);
  });

  it('by --resolve takes several addresses, of either kind, each once', async () => {
    const { addresses } = await lookUp('https://shop.example/', [
      'shop.example:443:10.0.0.7,[fd00::1]',
      'SHOP.example:443:10.0.0.7,fd00::2',
    ])();
    expect(addresses).toEqual([
      { address: '10.0.0.7', family: 4 },
      { address: 'fd00::1', family: 6 },
      { address: 'fd00::2', family: 6 },
    ]);
  });

  it.for([
    [600, 60],
    [7, 7],
  ])('of a record that holds for %i s holds for %i s', async ([told, kept], context) => {
    const server = await NameServer.of(context, 'shop.test', told, ['10.0.0.7']);
    const found = await lookUp('http://shop.test/', [], server.place)();
    expect(found).toEqual({ addresses: [{ address: '10.0.0.7', family: 4 }], ttlSeconds: kept });
  });

  it('of a name that is not there rejects', async (context) => {
    const server = await NameServer.of(context, 'shop.test', 60, []);
    await expect(lookUp('http://shop.test/', [], server.place)()).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  it.each([
    ['http://127.0.0.1/', ['127.0.0.1:80:127.0.0.2'], undefined, /is an address already/],
    ['http://127.0.0.1/', [], '127.0.0.1', /is looked up in no DNS/],
    ['http://shop.test/', [], 'ns.shop.test', /is no address of a name server/],
    ['http://shop.test/', [], '127.0.0.1:0', /is no address of a name server/],
    ['http://shop.test/', ['shop.test:80:10.0.0.7'], '10.0.0.2', /both say where the host is/],
  ])('of %s by %j and %s is refused', (url, resolve, server, why) => {
    expect(() => lookUp(url, resolve, server)).toThrow(why);
  });
});

describe('a look-up by the operating system, then in DNS', () => {
  const system = lookUp('http://shop.test/', ['shop.test:80:10.0.0.7']);
  const inDns = { addresses: [{ address: '10.0.0.7', family: 4 }], ttlSeconds: 9 };

  it('follows the TTL once DNS answers, though its first answer was lost', async (context) => {
    const server = await NameServer.of(context, 'shop.test', 9, ['10.0.0.7']);
    const look = systemThenDns(system, lookUp('http://shop.test/', [], server.place));
    server.isBroken = true;
    expect((await look()).ttlSeconds).toBe(0);
    expect(await look()).toEqual({ ...inDns, ttlSeconds: 5 });
    server.isBroken = false;
    expect(await look()).toEqual(inDns);
  });

  it.for([
    ['knows no such name', []],
    ['has it elsewhere', ['10.0.0.8']],
  ] as const)('asks no DNS again that %s', async ([, addresses], context) => {
    const server = await NameServer.of(context, 'shop.test', 9, addresses);
    const look = systemThenDns(system, lookUp('http://shop.test/', [], server.place));
    for (let i = 0; i < 4; i++) await look();
    expect(await look()).toEqual({ ...inDns, ttlSeconds: 60 });
    expect(server.asked).toHaveLength(1);
  });
});
