import { AwsError } from '../aws-error.ts';
import type { Service } from '../service.ts';
import { readJson, toJson } from '../shape/json.ts';
import type { Exchange, Request } from './exchange.ts';

/**
 * AWS JSON 1.0 and 1.1: the operation is in `X-Amz-Target`, timestamps are epoch
 * seconds. Errors also carry the query protocol's code in `x-amzn-query-error`, as
 * services do that once spoke it.
 *
 * Source: Smithy specification, "AWS JSON 1.0 protocol" and "awsQueryCompatible".
 */
export function jsonExchange(request: Request, services: readonly Service[]): Exchange | undefined {
  const target = String(request.headers['x-amz-target'] ?? '');
  const [prefix, operation = ''] = target.split('.');
  const service = services.find(({ targetPrefix }) => targetPrefix === prefix);
  if (service === undefined) return undefined;
  const contentType = String(request.headers['content-type'] ?? 'application/x-amz-json-1.0');
  const headers = { 'content-type': contentType };
  return {
    service,
    operation,
    read: ({ input }) => readJson(input, parse(request.body)),
    answer: ({ output }, value) => ({
      status: 200,
      headers,
      body: JSON.stringify(output === undefined ? {} : toJson(output, value)),
    }),
    refuse: ({ status, code, type, fault, message }) => ({
      status,
      headers: { ...headers, 'x-amzn-query-error': `${code};${fault}`, 'x-amzn-errortype': type },
      body: JSON.stringify({ __type: type, message, Message: message }),
    }),
  };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8') || '{}');
  } catch {
    throw new AwsError('SerializationException', 'The body is no JSON.');
  }
}
