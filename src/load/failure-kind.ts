/** How a request can fail: it was sent, or a connection for it was tried, and no whole answer came. */
export const FAILURE_KINDS = ['timeout', 'reset', 'closed', 'refused', 'dns', 'tls'] as const;

/**
 * - `timeout`: no whole answer within the timeout, connecting included
 * - `reset`: the other side broke the connection or the HTTP/2 stream off (RST)
 * - `closed`: it ended the connection before the whole answer, or what came was no HTTP
 * - `refused`: no connection was to be had (refused, unreachable), or the server refused
 *   the HTTP/2 stream before it had begun with it
 * - `dns`: the name was not found
 * - `tls`: the handshake failed, the certificate is not trusted, or HTTP/2 was asked for
 *   and is not spoken
 */
export type FailureKind = (typeof FAILURE_KINDS)[number];

/**
 * The kind of what undici and Node's sockets report; undefined where this machine
 * had no socket left to give, which is nobody's failure but ours.
 */
export function failureKind(error: unknown): FailureKind | undefined {
  const code = codeOf(error);
  if (OURS.has(code)) return undefined;
  const known = KINDS[code];
  if (known !== undefined) return known;
  if (code.startsWith('EAI_')) return 'dns';
  return TLS.test(code) ? 'tls' : 'closed';
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  // Several addresses that fail are one AggregateError around an error each.
  const first = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
  if (first !== undefined) return codeOf(first);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** No file descriptor, port or buffer is left. */
const OURS = new Set(['EMFILE', 'ENFILE', 'EADDRNOTAVAIL', 'ENOBUFS', 'EAGAIN']);

const KINDS: Readonly<Record<string, FailureKind | undefined>> = {
  PLIMSOLL_TIMEOUT: 'timeout',
  PLIMSOLL_STREAM_RESET: 'reset',
  PLIMSOLL_STREAM_REFUSED: 'refused',
  PLIMSOLL_NO_HTTP2: 'tls',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  UND_ERR_SOCKET: 'closed',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  EHOSTDOWN: 'refused',
  ENETUNREACH: 'refused',
  ENETDOWN: 'refused',
  EACCES: 'refused',
  ENOTFOUND: 'dns',
  ENODATA: 'dns',
  EPROTO: 'tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls',
  HOSTNAME_MISMATCH: 'tls',
  INVALID_CA: 'tls',
  INVALID_PURPOSE: 'tls',
};

/** Node passes on the names of OpenSSL's X509_V_ERR_* and its own ERR_TLS_*. */
const TLS = /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|PATH_LENGTH_)/;
