import { AwsError } from '../aws-error.ts';
import type { Violation } from '../shape/violation.ts';

/** CloudWatch's refusals, in its own codes. The codes are those of the service's model; the sentences are ours. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message, { type: 'InvalidParameterValueException' });
}

export function missing(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The parameter ${parameter} is required.`, {
    type: 'MissingRequiredParameterException',
  });
}

export function wrongCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message, {
    type: 'InvalidParameterCombinationException',
  });
}

export function invalidRequest(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

export function invalidToken(message: string): AwsError {
  return new AwsError('InvalidNextToken', message);
}

/** For a request that does not have its shape. */
export function refuseShape(violation: Violation): AwsError {
  const { path } = violation;
  switch (violation.kind) {
    case 'missing':
      return missing(path);
    case 'type':
      return new AwsError('MalformedInput', `${path || 'The body'} must be ${violation.wanted}.`, {
        type: 'SerializationException',
      });
    case 'size':
      return invalidValue(
        `The collection ${path} must not have a size greater than ${violation.most}.`,
      );
    case 'value':
      return invalidValue(
        `The value ${violation.value} for parameter ${path} is invalid. ${violation.constraint}.`,
      );
  }
}
