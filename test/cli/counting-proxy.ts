import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What stands between a client and the lab, and counts what is asked. */
export interface CountingProxy {
  readonly url: string;
  /** By operation. */
  readonly asked: Map<string, number>;
}

/**
 * Passes requests on to the lab, or answers them itself with an error of AWS's.
 *
 * @param refusal by operation
 * @param withheld headers of answers that are not passed on
 */
export async function countingProxy(
  labUrl: string,
  refusal: Readonly<Record<string, string>> = {},
  withheld: readonly string[] = [],
): Promise<CountingProxy> {
  const asked = new Map<string, number>();
  const server = createServer((incoming, answer) => {
    const operation = String(incoming.headers['x-amz-target']).replace(/^.*\./, '');
    asked.set(operation, (asked.get(operation) ?? 0) + 1);
    const code = refusal[operation] ?? refusal['*'];
    if (code === undefined) passOn(incoming, answer, labUrl, withheld);
    else refuse(incoming, answer, code);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

function passOn(
  incoming: IncomingMessage,
  answer: ServerResponse,
  labUrl: string,
  withheld: readonly string[],
): void {
  const { method, url, headers } = incoming;
  const onward = request(new URL(url ?? '/', labUrl), { method, headers }, (reply) => {
    const kept = Object.entries(reply.headers).filter(([name]) => !withheld.includes(name));
    answer.writeHead(reply.statusCode ?? 500, Object.fromEntries(kept));
    reply.pipe(answer);
  });
  incoming.pipe(onward);
}

/** As AWS's JSON protocol refuses. */
function refuse(incoming: IncomingMessage, answer: ServerResponse, code: string): void {
  incoming.resume().on('end', () => {
    answer.writeHead(400, {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-query-error': `${code};Sender`,
    });
    answer.end(JSON.stringify({ __type: code, message: `${code} by the test` }));
  });
}
