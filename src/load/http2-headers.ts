import type { OutgoingHttpHeaders } from 'node:http2';
import { isIP } from 'node:net';
import type { LoadRequest } from './request-mix.ts';

/**
 * The headers of a request as HTTP/2 has them: `Host` is `:authority`, and several of a
 * name are joined, as RFC 9110 (section 5.2) has it.
 *
 * @param host that of the URL, with its port
 */
export function http2Headers(
  { method, path, headers, body }: LoadRequest,
  host: string,
): OutgoingHttpHeaders {
  const all: Record<string, string> = { ':method': method, ':path': path, ':authority': host };
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i].toLowerCase();
    const value = headers[i + 1];
    if (name === 'host') all[':authority'] = value;
    else if (all[name] === undefined) all[name] = value;
    else all[name] += `${name === 'cookie' ? '; ' : ', '}${value}`;
  }
  if (body !== null) all['content-length'] = String(body.length);
  return all;
}

/** The name for the TLS handshake; empty for an address, which is no server name (RFC 6066, section 3). */
export function serverName(authority: string): string {
  const url = `https://${authority}`;
  const name = URL.canParse(url) ? new URL(url).hostname.replace(/^\[(.*)\]$/, '$1') : '';
  return isIP(name) === 0 ? name : '';
}
