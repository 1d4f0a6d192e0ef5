import type { Service } from '../service.ts';
import { readQuery } from '../shape/query.ts';
import { element, escapeXml, toXml } from '../shape/xml.ts';
import type { Exchange, Request } from './exchange.ts';

/**
 * The AWS query protocol: a form in, `Action` and `Version` among its fields or in the
 * URL, XML out.
 *
 * Source: Smithy specification, "AWS query protocol".
 */
export function queryExchange(
  request: Request,
  services: readonly Service[],
): Exchange | undefined {
  const parameters = parametersOf(request);
  const operation = parameters.get('Action');
  const version = parameters.get('Version');
  const service = services.find((each) => each.version === version);
  if (operation === null || service === undefined) return undefined;
  return {
    service,
    operation,
    read: ({ input }) => readQuery(input, parameters),
    answer: ({ output }, value, requestId) => {
      const result =
        output === undefined ? '' : element(`${operation}Result`, toXml(output, value));
      const metadata = element('ResponseMetadata', element('RequestId', requestId));
      return xml(200, `${operation}Response`, service, result + metadata);
    },
    refuse: ({ status, code, fault, message }, requestId) => {
      const error = [
        element('Type', fault),
        element('Code', escapeXml(code)),
        element('Message', escapeXml(message)),
      ].join('');
      const content = element('Error', error) + element('RequestId', requestId);
      return xml(status, 'ErrorResponse', service, content);
    },
  };
}

function parametersOf({ url, body }: Request): URLSearchParams {
  const parameters = new URLSearchParams(url.split('?')[1] ?? '');
  for (const [name, value] of new URLSearchParams(body.toString('utf8')))
    parameters.append(name, value);
  return parameters;
}

function xml(status: number, name: string, { xmlNamespace }: Service, content: string) {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?>\n<${name} xmlns="${xmlNamespace}">${content}</${name}>\n`,
  };
}
