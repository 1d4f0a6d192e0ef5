import { nameOf, type Path } from '../../model/json/path.ts';
import { AwsError } from '../aws-error.ts';
import type { Violation } from '../shape/violation.ts';

/*
 * Auto Scaling's refusals. The codes are those of the service's model, and
 * ValidationError for all it has none for; the sentences are ours.
 */

export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

export function exceeded(message: string): AwsError {
  return new AwsError('LimitExceeded', message);
}

/** What is wrong with the value at a path, `says` read after its name. */
export function wrong(path: Path, says: string): AwsError {
  return invalid(`${nameOf(path, 'the request')} ${says}`);
}

/** For a request that does not have its shape. */
export function refuseShape(violation: Violation): AwsError {
  const { path } = violation;
  switch (violation.kind) {
    case 'missing':
      return constraint('null', path, 'Member must not be null');
    case 'type':
      return new AwsError('MalformedInput', `${path} must be ${violation.wanted}.`);
    case 'size':
      return constraint(
        'a list',
        path,
        `Member must have length less than or equal to ${violation.most}`,
      );
    case 'value':
      return constraint(`'${violation.value}'`, path, violation.constraint);
  }
}

function constraint(value: string, path: string, says: string): AwsError {
  return invalid(
    `1 validation error detected: Value ${value} at '${path}' failed to satisfy constraint: ${says}`,
  );
}
