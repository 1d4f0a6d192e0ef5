import type { AwsError } from './aws-error.ts';
import type { Operation } from './operation.ts';
import type { StructureShape } from './shape/shape.ts';
import type { Violation } from './shape/violation.ts';

/** A service of AWS that the lab has, on whatever protocol it is asked. */
export interface Service {
  /** As messages name it, such as `CloudWatch`. */
  readonly name: string;
  /** Of the query protocol: `Version=2010-08-01`. */
  readonly version: string;
  /** Of its answers in XML. */
  readonly xmlNamespace: string;
  /** Of the JSON protocol, where it speaks it: `X-Amz-Target: GraniteServiceVersion20100801.PutMetricData`. */
  readonly targetPrefix?: string;
  readonly operations: ReadonlyMap<string, BoundOperation>;
  /** Its words for a request that does not have its shape. */
  readonly refuse: (violation: Violation) => AwsError;
}

/** An operation with the world that it works on. */
export interface BoundOperation {
  readonly input: StructureShape;
  readonly output?: StructureShape;
  /** @param input read by the input shape */
  readonly handle: (input: unknown) => Promise<object>;
}

/** Gives operations the world that they work on. */
export function bind<World>(
  operations: Readonly<Record<string, Operation<World>>>,
  world: World,
): ReadonlyMap<string, BoundOperation> {
  return new Map(
    Object.entries(operations).map(([name, { handle, ...shapes }]) => [
      name,
      // What an input shape has read is what its handler takes: `operation` has checked it.
      { ...shapes, handle: async (input) => handle(input as never, world) },
    ]),
  );
}
