import type { StructureShape } from './shape/shape.ts';

/** An operation of a service: what it takes, what it answers, and how. */
export interface Operation<World> {
  readonly input: StructureShape;
  /** None: the answer has no body. */
  readonly output?: StructureShape;
  /** Takes what its input shape reads; throws an `AwsError` where AWS would refuse. */
  readonly handle: (input: never, world: World) => Promise<object> | object;
}

/** An operation whose handler is checked against its shapes. */
export function operation<World, Input, Output extends object>(defined: {
  readonly input: StructureShape<Input>;
  readonly output: StructureShape<Output>;
  readonly handle: (input: Input, world: World) => Promise<Output> | Output;
}): Operation<World> {
  return defined as Operation<World>;
}

/** An operation that only acts. */
export function action<World, Input>(defined: {
  readonly input: StructureShape<Input>;
  readonly handle: (input: Input, world: World) => Promise<void>;
}): Operation<World> {
  return {
    input: defined.input,
    handle: async (input, world) => {
      await defined.handle(input, world);
      return {};
    },
  };
}
