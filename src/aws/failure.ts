import { PlimsollError } from '../error.ts';

/**
 * What a call that failed is to the user: one line that names the call, AWS's code and
 * words, and the cure where there is one.
 *
 * Returns a `PlimsollError`: `usage` where region, profile or credentials are not there,
 * `aws-refused` where AWS said no, `unreachable` where no answer came. An error that is
 * none of these comes back as it was.
 *
 * @param call such as `cloudwatch:PutMetricData`
 */
export function awsFailure(error: unknown, call: string): unknown {
  if (!(error instanceof Error) || error instanceof PlimsollError) return error;
  const { name, message } = error;
  if (message === 'Region is missing')
    return new PlimsollError('usage', 'no region: give --region, or set AWS_REGION');
  if (message.startsWith('Region not accepted'))
    return new PlimsollError(
      'usage',
      `no such region: ${oneLine(message)}; give one such as eu-west-1`,
    );
  if (name === 'CredentialsProviderError')
    return new PlimsollError(
      'usage',
      `no credentials: ${oneLine(message)}; log in, name a --profile, or set AWS_ACCESS_KEY_ID`,
    );
  if (isStrange(error))
    return new PlimsollError(
      'unreachable',
      `${call}: HTTP ${statusOf(error)}, which is no answer of AWS's: something stands in between, or the endpoint is wrong`,
    );
  if (isRefusal(error)) {
    const cure = CURES.find(([pattern]) => pattern.test(name))?.[1];
    return new PlimsollError(
      'aws-refused',
      `AWS refused ${call}: ${name}: ${oneLine(wordsOf(name, message))}${cure === undefined ? '' : `; ${cure}`}`,
      isThrottled(error) || statusOf(error) >= 500,
    );
  }
  if (isUnreachable(error))
    return new PlimsollError('unreachable', `${call}: no answer: ${oneLine(reasonOf(error))}`);
  return error;
}

/** AWS answered, and the answer is no. */
export function isRefusal(error: unknown): error is Error & { readonly $fault: string } {
  return error instanceof Error && '$fault' in error;
}

/** AWS was asked too often. */
export function isThrottled(error: unknown): boolean {
  return error instanceof Error && (THROTTLED.test(error.name) || statusOf(error) === 429);
}

/**
 * Whoever answered is not AWS: a proxy, a captive portal. The SDK knows no code in it, or
 * cannot read it at all.
 */
export function isStrange(error: unknown): error is Error {
  if (!(error instanceof Error) || isUnreachable(error)) return false;
  if (!isRefusal(error)) return '$response' in error;
  return /^Unknown(?:Error)?$/.test(error.name) && statusOf(error) < 500;
}

/** Of HTTP; 0 where there was no answer. */
export function statusOf(error: Error): number {
  const { $metadata, $response } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly statusCode?: number };
  };
  return $metadata?.httpStatusCode ?? $response?.statusCode ?? 0;
}

/** Nobody answered, or not in time. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as NodeJS.ErrnoException;
  return (
    /^(?:Timeout|Abort)Error$/.test(error.name) || (code !== undefined && /^E[A-Z_]+$/.test(code))
  );
}

/** An error of several addresses has no message of its own, and that of a deadline does not say it. */
export function reasonOf(error: Error): string {
  if (error.name === 'AbortError') return 'no whole answer within the time allowed';
  return error.message || (error as NodeJS.ErrnoException).code || error.name;
}

/** After its first sentence comes the whole canonical request, which is of use to nobody here. */
function wordsOf(name: string, message: string): string {
  return name.startsWith('SignatureDoesNotMatch') ? message.replace(/[.\n][\s\S]*$/, '') : message;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}

/** Names by which AWS's services throttle. */
const THROTTLED = /^(?:Throttl|RequestThrottled|RequestLimitExceeded|TooManyRequests|SlowDown)/;

const CURES: readonly [RegExp, string][] = [
  [/^ExpiredToken/, 'the credentials are too old: log in again'],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)/,
    'the credentials are wrong',
  ],
  [/^(?:AccessDenied|UnauthorizedOperation|NotAuthorized)/, 'the permission is missing'],
  [THROTTLED, 'it is asked too often: try again in a while'],
];
