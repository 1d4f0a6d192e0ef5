import { lookup, Resolver } from 'node:dns/promises';
import { isIP, isIPv6 } from 'node:net';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';
import { systemThenDns } from './system-then-dns.ts';
import { type Address, type Target, unbracketed } from './target.ts';

/** What a name meant when it was looked up. */
export interface LookedUp {
  /** Each once; one or more. */
  readonly addresses: readonly Address[];
  /** Seconds for which it holds: infinite where it cannot change, 0 where nobody knows yet. */
  readonly ttlSeconds: number;
}

/** Looks a name up, once a call. Rejects with what `node:dns` reports, or at the signal. */
export type LookUp = (signal?: AbortSignal) => Promise<LookedUp>;

/** Who says where a name is, if not the operating system. */
export interface NameSource {
  /** Values of `--resolve`: `HOST:PORT:IP[,IP…]`. */
  readonly resolve: readonly string[];
  /** Value of `--dns-server`: `IP[:PORT]`. */
  readonly dnsServer: string | undefined;
}

/**
 * How a target's host is looked up. An address and `localhost` are what they are, and
 * so is a name that `--resolve` gives. `--dns-server` is asked for A and AAAA records,
 * which tell their TTL. The operating system knows names from more than DNS and tells no
 * TTL: it is asked first, and DNS from then on where that has the name at the same address.
 *
 * Throws a `PlimsollError` (`usage`) where a setting is wrong, or would do nothing.
 */
export function lookUpOf(target: Target, { resolve, dnsServer }: NameSource): LookUp {
  const { hostname } = target;
  if (resolve.length > 0 && dnsServer !== undefined)
    throw new PlimsollError(
      'usage',
      '--resolve and --dns-server both say where the host is; give one',
    );
  if (resolve.length > 0) return readResolve(resolve, target);
  const literal = addressOf(hostname);
  const isFixed = literal !== undefined || LOCALHOST.test(hostname);
  if (isFixed && dnsServer !== undefined)
    throw new PlimsollError(
      'usage',
      `--dns-server: ${hostname} of --url is looked up in no DNS; leave the server out, or give a name`,
    );
  if (literal !== undefined) return fixed([literal]);
  if (isFixed)
    return async () => ({
      addresses: await askSystem(hostname),
      ttlSeconds: Number.POSITIVE_INFINITY,
    });
  if (dnsServer === undefined)
    return systemThenDns(
      async () => ({ addresses: await askSystem(hostname), ttlSeconds: 0 }),
      (signal) => askDns(hostname, { signal }),
    );
  const server = readServer(dnsServer);
  return (signal) => askDns(hostname, { server, signal });
}

function fixed(addresses: readonly Address[]): LookUp {
  return async () => ({ addresses, ttlSeconds: Number.POSITIVE_INFINITY });
}

/** The address that a text is; undefined where it is none. */
function addressOf(text: string): Address | undefined {
  const address = unbracketed(text);
  const family = isIP(address);
  return family === 0 ? undefined : { address, family: family === 6 ? 6 : 4 };
}

/** As curl takes it. */
function readResolve(texts: readonly string[], { hostname, port }: Target): LookUp {
  if (isIP(hostname) !== 0)
    throw new PlimsollError(
      'usage',
      `--resolve: the host of --url, ${hostname}, is an address already; leave --resolve out, or give a name`,
    );
  const addresses = texts.flatMap((text) => {
    const [, host = '', at = '', list = ''] = /^([^:]+):(\d+):(.+)$/.exec(text) ?? [];
    const read = list.split(',').map(addressOf);
    const found = read.filter((address) => address !== undefined);
    if (host === '' || found.length < read.length)
      throw new PlimsollError(
        'usage',
        `--resolve ${shown(text)} is no place of a name; write HOST:PORT:IP, such as shop.example.com:443:10.0.0.7`,
      );
    if (host.toLowerCase() !== hostname || Number(at) !== port)
      throw new PlimsollError(
        'usage',
        `--resolve ${shown(text)} is for another place than ${hostname}:${port} of --url, so it would do nothing; leave it out, or correct it`,
      );
    return found;
  });
  return fixed([...new Map(addresses.map((address) => [address.address, address])).values()]);
}

/** As `Resolver.setServers` takes it. */
function readServer(text: string): string {
  const [, host = '', port = ''] =
    /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(isIPv6(text) ? `[${text}]` : text) ?? [];
  const isPort = port === '' || (Number(port) > 0 && Number(port) < 65_536);
  if (addressOf(host) === undefined || !isPort)
    throw new PlimsollError(
      'usage',
      `--dns-server ${shown(text)} is no address of a name server; write IP or IP:PORT, such as 10.0.0.2:53`,
    );
  return port === '' ? host : `${host}:${port}`;
}

async function askSystem(hostname: string): Promise<Address[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

/** Asks the servers that the operating system knows where none is given. */
async function askDns(
  hostname: string,
  { server, signal }: { readonly server?: string; readonly signal: AbortSignal | undefined },
): Promise<LookedUp> {
  // A new one each time, since c-ares may keep answers longer than we mean to.
  const resolver = new Resolver({ timeout: PATIENCE_MS, tries: 2 });
  if (server !== undefined) resolver.setServers([server]);
  const cancel = () => resolver.cancel();
  signal?.addEventListener('abort', cancel);
  const [four, six] = await Promise.all([
    resolver.resolve4(hostname, { ttl: true }).catch(noneOfThisKind),
    resolver.resolve6(hostname, { ttl: true }).catch(noneOfThisKind),
  ]).finally(() => signal?.removeEventListener('abort', cancel));
  const records = [...four, ...six];
  if (records.length === 0)
    throw Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' });
  const addresses = records.flatMap(({ address }) => addressOf(address) ?? []);
  const ttlSeconds = Math.min(LONGEST_TTL_SECONDS, ...records.map(({ ttl }) => ttl));
  return { addresses, ttlSeconds };
}

/** That a name has no address of one kind is an answer; that nobody answers is none. */
function noneOfThisKind(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENODATA' || error.code === 'ENOTFOUND') return [];
  throw error;
}

/** RFC 6761, section 6.3: never asked for in DNS. */
const LOCALHOST = /(?:^|\.)localhost\.?$/i;

/** However long a record says that it holds, it is looked up each minute. */
const LONGEST_TTL_SECONDS = 60;

/** For an answer of a name server, twice. */
const PATIENCE_MS = 2000;
