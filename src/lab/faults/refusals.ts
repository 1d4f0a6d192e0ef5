import { AwsError } from '../aws-error.ts';

/** As AWS throttles: HTTP 400, "Rate exceeded". */
export function throttled(): AwsError {
  return new AwsError('Throttling', 'Rate exceeded', { type: 'ThrottlingException' });
}

/** As AWS fails. */
export function failed(): AwsError {
  return new AwsError(
    'InternalServiceError',
    'The request processing has failed because of an unknown error, exception or failure.',
    { type: 'InternalServiceFault', status: 500 },
  );
}
