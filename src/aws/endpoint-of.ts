import { type CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';

/**
 * Where a client's requests go, whatever decided it: a flag, a variable, AWS's own
 * files, or the region. A request is made up to its address, and not sent. All names of
 * this machine are one.
 */
export async function endpointOf(client: CloudWatchClient): Promise<string> {
  let endpoint = '';
  const command = new ListMetricsCommand({});
  command.middlewareStack.add(
    () =>
      async ({ request }) => {
        endpoint = addressOf(request);
        return { output: { $metadata: {} }, response: undefined };
      },
    { step: 'build', priority: 'high' },
  );
  await client.send(command);
  return endpoint;
}

function addressOf(request: unknown): string {
  const { protocol, hostname, port } = request as {
    readonly protocol: string;
    readonly hostname: string;
    readonly port?: number;
  };
  const host = /^(?:localhost|\[?::1\]?)$/.test(hostname) ? '127.0.0.1' : hostname;
  return `${protocol}//${host}${port === undefined ? '' : `:${port}`}`;
}
