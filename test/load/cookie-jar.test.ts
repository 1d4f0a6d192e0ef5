import { describe, expect, it } from 'vitest';
import { CookieJar } from '../../src/load/cookie-jar.ts';
import { Users } from '../../src/load/users.ts';

const NOW = Date.parse('2026-01-05T00:00:00Z');
const at = (path: string, host?: string) => ({
  path,
  headers: host === undefined ? [] : ['Host', host],
});
const ROOT = at('/');
const jarOf = (cookies: readonly string[], path = '/', origin = 'https://www.shop.example') => {
  const jar = new CookieJar(origin);
  jar.keep(cookies, at(path), NOW);
  return jar;
};

describe('a cookie jar', () => {
  it('sends back what it was given, the later of a name alone', () => {
    const jar = jarOf(['AWSALB=one; Expires=Mon, 12 Jan 2026 00:00:00 GMT; Path=/', 'a=1']);
    jar.keep('AWSALB=two; Path=/', ROOT, NOW);
    expect(jar.header(at('/search?q=tea'), NOW)).toBe('AWSALB=two; a=1');
  });

  it.each([
    ['has expired', 'a=1; Expires=Mon, 05 Jan 2026 00:00:09 GMT'],
    [
      'has outlived its Max-Age, which goes before Expires',
      'a=1; Max-Age=9; Expires=Mon, 12 Jan 2026 00:00:00 GMT',
    ],
    ['is taken back', 'a=1; Max-Age=0'],
    ['is taken back with a time that has passed', 'a=1; Max-Age=-1'],
  ])('forgets one that %s', (_, cookie) => {
    expect(jarOf([cookie]).header(ROOT, NOW + 10_000)).toBe('');
  });

  // RFC 6265, sections 5.1.3, 5.1.4 and 5.4.
  it.each([
    ['for a path below its own', 'a=1; Path=/shop', '/', '/shop/tea', 'a=1'],
    ['for a path that only begins alike', 'a=1; Path=/shop', '/', '/shopping', ''],
    ['without a path, below the folder that set it', 'a=1', '/shop/tea', '/shop/milk', 'a=1'],
    ['without a path, outside the folder that set it', 'a=1', '/shop/tea', '/', ''],
    ['of the domain above', 'a=1; Domain=shop.example', '/', '/', 'a=1'],
    ['of another domain', 'a=1; Domain=other.example', '/', '/', ''],
    ['that is Secure, over TLS', 'a=1; Secure', '/', '/', 'a=1'],
  ])('treats one %s as RFC 6265 has it', (_, cookie, setAt, path, sent) => {
    expect(jarOf([cookie], setAt).header(at(path), NOW)).toBe(sent);
  });

  it('sends none that is Secure where there is no TLS', () => {
    expect(jarOf(['a=1; Secure', 'b=2'], '/', 'http://shop.example').header(ROOT, NOW)).toBe('b=2');
  });

  it('goes by the host that a request names', () => {
    const jar = new CookieJar('https://shop-1.eu-west-1.elb.amazonaws.com');
    const shop = at('/', 'Shop.Example.com:443');
    jar.keep(['all=1; Domain=example.com', 'own=2'], shop, NOW);
    jar.keep('balancer=3', ROOT, NOW);
    expect(jar.header(shop, NOW)).toBe('all=1; own=2');
    expect(jar.header(at('/', 'news.example.com'), NOW)).toBe('all=1');
    expect(jar.header(ROOT, NOW)).toBe('balancer=3');
  });

  it('keeps fifty, and those that are in use', () => {
    const jar = jarOf(['AWSALB=one; Path=/']);
    for (let i = 0; i < 200; i++) {
      jar.keep(`c${i}=; Path=/away`, ROOT, NOW + i);
      jar.header(ROOT, NOW + i + 1);
    }
    const names = jar.header(at('/away'), NOW + 200).split('; ');
    expect(names).toHaveLength(50);
    expect([names[0], names.at(-1)]).toEqual(['AWSALB=one', 'c199=']);
  });
});

describe('users', () => {
  it('take arrivals in turn, each in one shard alone', () => {
    const whole = new Users(6, 'http://shop.example', { index: 0, of: 1 });
    const shards = [0, 1, 2].map((index) => new Users(6, 'http://shop.example', { index, of: 3 }));
    for (let n = 0; n < 12; n++) {
      whole.jarOf(n).keep(`n${n}=`, ROOT, NOW);
      shards[n % 3].jarOf(n).keep(`n${n}=`, ROOT, NOW);
    }
    for (let n = 0; n < 12; n++) {
      const sent = whole.jarOf(n).header(ROOT, NOW);
      expect(sent).toBe(`n${n % 6}=; n${(n % 6) + 6}=`);
      expect(shards[n % 3].jarOf(n).header(ROOT, NOW)).toBe(sent);
    }
  });
});
