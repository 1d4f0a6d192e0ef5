/** Why a text is no method to send, as the rest of a sentence; undefined where it is one. */
export function whyNoMethod(text: string): string | undefined {
  if (!TOKEN.test(text)) return 'is no method; give one such as GET or POST';
  // undici sends lower case as it stands, and servers refuse it.
  if (text !== text.toUpperCase()) return `is in lower case; give ${text.toUpperCase()}`;
  return text === 'CONNECT' ? 'opens a tunnel and asks for nothing; give another' : undefined;
}

/** Why a text is no path to ask for. */
export function whyNoPath(text: string): string | undefined {
  if (!text.startsWith('/')) return 'does not begin with /; the host is that of --url alone';
  return PATH.test(text) ? undefined : 'holds a blank or a character that must be percent-encoded';
}

/** Why a header cannot be sent. */
export function whyNoHeader(name: string, value: string): string | undefined {
  if (!TOKEN.test(name)) return 'is no name of a header';
  if (!VALUE.test(value)) return 'holds a line break or a control character';
  return MANAGED.has(name.toLowerCase())
    ? 'is set by the connection itself; leave it out'
    : undefined;
}

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
const PATH = /^[\x21-\x7e]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const MANAGED = new Set([
  'connection',
  'content-length',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]);
