import { connect as connectTcp, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type Address, portOf, unbracketed } from './target.ts';

/** Begins to connect to one address of a target; how long that may take is for whoever asks for it. */
export function openTcp(origin: URL, address: Address): Socket {
  return readied(connectTcp(whereTo(origin, address)));
}

interface Handshake {
  /** Empty: none. */
  readonly serverName: string;
  readonly protocol: 'http/1.1' | 'h2';
  readonly verifies: boolean;
  /** Of an earlier one, to go on with. */
  readonly session: Buffer | undefined;
}

/** The same with TLS: it is there once it says `secureConnect`. */
export function openTls(
  origin: URL,
  address: Address,
  { serverName, protocol, verifies, session }: Handshake,
): TLSSocket {
  const options = {
    ...whereTo(origin, address),
    servername: serverName,
    ALPNProtocols: [protocol],
    rejectUnauthorized: verifies,
    session,
  };
  return readied(connectTls(options));
}

/** The name of the target is only worn: it was looked up by whoever made the plan. */
function whereTo(origin: URL, { address, family }: Address) {
  const lookup: LookupFunction = (_name, _options, done) => done(null, address, family);
  return {
    host: unbracketed(origin.hostname),
    port: portOf(origin),
    lookup,
    autoSelectFamily: false,
  };
}

function readied<AnySocket extends Socket>(socket: AnySocket): AnySocket {
  return socket.setNoDelay(true).setKeepAlive(true, KEEP_ALIVE_MS);
}

/** Until a silent connection is looked after; undici's own. */
const KEEP_ALIVE_MS = 60_000;
