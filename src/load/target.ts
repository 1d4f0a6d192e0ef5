import { BlockList } from 'node:net';
import { shown } from '../curve/shown.ts';
import { PlimsollError } from '../error.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Where a load goes. */
export interface Target {
  /** `https://shop.example.com`, with its port. */
  readonly origin: string;
  /** From the slash on, with its query. */
  readonly path: string;
  /** The URL as it may be shown and kept: without its query, which may hold a secret. */
  readonly shown: string;
  readonly hostname: string;
  readonly port: number;
}

/** Reads a URL. Throws a `PlimsollError` (`usage`). */
export function parseTarget(url: string): Target {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol))
    throw new PlimsollError(
      'usage',
      `--url ${shown(url)} is no URL of HTTP; write it out, such as http://127.0.0.1:8080/`,
    );
  if (parsed.username !== '' || parsed.password !== '')
    throw new PlimsollError(
      'usage',
      `--url holds a user name or a password; send them with --header 'Authorization: …'`,
    );
  const { origin, pathname, search } = parsed;
  return {
    origin,
    path: pathname + search,
    shown: `${origin}${pathname}${search === '' ? '' : '?…'}`,
    hostname: unbracketed(parsed.hostname),
    port: portOf(parsed),
  };
}

/** The host of a URL without the brackets of an IPv6 address. */
export function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** The port of a URL, which is silent of its protocol's own. */
export function portOf({ port, protocol }: URL): number {
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}

/** Whether all of them are this machine. */
export function areLoopback(addresses: readonly Address[]): boolean {
  return addresses.every(({ address, family }) =>
    LOOPBACK.check(address, family === 6 ? 'ipv6' : 'ipv4'),
  );
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
