import { AwsError } from '../aws-error.ts';
import type { BoundOperation, Service } from '../service.ts';

/** An HTTP request, its body whole and unpacked. */
export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** An HTTP answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request understood: who is asked for what, and how to answer. */
export interface Exchange {
  readonly service: Service;
  /** Its name, known or not. */
  readonly operation: string;
  /** The input, by its shape; throws a `ShapeError` or an `AwsError`. */
  readonly read: (operation: BoundOperation) => unknown;
  readonly answer: (operation: BoundOperation, output: object, requestId: string) => Reply;
  readonly refuse: (error: AwsError, requestId: string) => Reply;
}

/** What a service says of an operation that it does not have. */
export function unknownOperation({ service, operation }: Exchange): AwsError {
  return new AwsError(
    'InvalidAction',
    `Could not find operation ${operation} for version ${service.version}`,
    { type: 'UnknownOperationException' },
  );
}
