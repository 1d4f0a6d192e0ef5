import { AwsError } from '../aws-error.ts';
import type { Service } from '../service.ts';
import { element, escapeXml } from '../shape/xml.ts';
import type { Reply, Request } from './exchange.ts';

/** The answer to a request for what is no service of the lab. */
export function strangerReply(
  request: Request,
  services: readonly Service[],
  requestId: string,
): Reply {
  const known = services.map(({ name, version }) => `${name} (${version})`).join(', ');
  const form = new URLSearchParams(request.url.split('?')[1] ?? request.body.toString('utf8'));
  const target = request.headers['x-amz-target'];
  const asked = target === undefined ? form.get('Action') : String(target);
  if (asked === null)
    return {
      status: 404,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: `This is plimsoll's lab. It speaks AWS's JSON and query protocols for ${known}.\n`,
    };
  const error = new AwsError('InvalidAction', `The lab does not have ${asked}. It has ${known}.`, {
    type: 'UnknownOperationException',
    status: 404,
  });
  return refuseStranger(request, error, requestId);
}

/** A refusal where nobody knows yet who is asked, in the form that the asker reads. */
export function refuseStranger(
  { headers }: Request,
  { status, code, type, fault, message }: AwsError,
  requestId: string,
): Reply {
  if (headers['x-amz-target'] !== undefined)
    return {
      status,
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amzn-query-error': `${code};${fault}`,
      },
      body: JSON.stringify({ __type: type, message, Message: message }),
    };
  const error = [
    element('Type', fault),
    element('Code', escapeXml(code)),
    element('Message', escapeXml(message)),
  ].join('');
  const content = element('Error', error) + element('RequestId', requestId);
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0"?>\n${element('ErrorResponse', content)}\n`,
  };
}
