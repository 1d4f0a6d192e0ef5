import type { OutgoingHttpHeaders } from 'node:http2';
import { isIP } from 'node:net';
import { joinedHeaders } from './joined-headers.ts';
import type { LoadRequest } from './request-mix.ts';
import { unbracketed } from './target.ts';

/**
 * The headers of a request as HTTP/2 has them: `Host` is `:authority`.
 *
 * @param host that of the URL, with its port
 */
export function http2Headers(
  { method, path, headers, body }: LoadRequest,
  host: string,
): OutgoingHttpHeaders {
  const { host: authority = host, ...given } = Object.fromEntries(joinedHeaders(headers));
  const all: Record<string, string> = {
    ':method': method,
    ':path': path,
    ':authority': authority,
    ...given,
  };
  if (body !== null) all['content-length'] = String(body.length);
  return all;
}

/** The name for the TLS handshake; empty for an address, which is no server name (RFC 6066, section 3). */
export function serverName(authority: string): string {
  const url = `https://${authority}`;
  const name = URL.canParse(url) ? unbracketed(new URL(url).hostname) : '';
  return isIP(name) === 0 ? name : '';
}
