import { AwsError } from './aws-error.ts';
import type { Fate, Faults } from './faults/faults.ts';
import { incomplete } from './faults/incomplete.ts';
import { failed, throttled } from './faults/refusals.ts';
import { type Exchange, type Reply, type Request, unknownOperation } from './protocol/exchange.ts';
import { jsonExchange } from './protocol/json.ts';
import { queryExchange } from './protocol/query.ts';
import { strangerReply } from './protocol/stranger.ts';
import type { Service } from './service.ts';
import { ShapeError } from './shape/violation.ts';

/** An answer, and what becomes of it. */
export interface Outcome {
  readonly reply: Reply;
  readonly fate: Fate;
}

/** What requests are answered with. */
export interface Desk {
  readonly services: readonly Service[];
  readonly faults: Faults;
  /** Lets happen what is due by now. */
  readonly advance: () => void;
  /** Told of an error that is the lab's own. */
  readonly onError: (error: unknown) => void;
}

const ANSWERED: Fate = { kind: 'answered', delaySeconds: 0 };

/** Answers a request in the protocol that it speaks; never throws. */
export async function answer(request: Request, requestId: string, desk: Desk): Promise<Outcome> {
  const exchange = jsonExchange(request, desk.services) ?? queryExchange(request, desk.services);
  if (exchange === undefined)
    return { reply: strangerReply(request, desk.services, requestId), fate: ANSWERED };
  const isKnown = exchange.service.operations.has(exchange.operation);
  const fate = isKnown ? desk.faults.next(exchange.operation) : ANSWERED;
  try {
    if (fate.kind === 'postponed') return postpone(exchange, fate, requestId, desk);
    return { reply: await perform(exchange, fate, requestId, desk), fate };
  } catch (error) {
    return { reply: exchange.refuse(refusalOf(error, exchange, desk), requestId), fate };
  }
}

/** What is dropped after it was stored is done first. */
async function perform(
  exchange: Exchange,
  fate: Fate,
  requestId: string,
  desk: Desk,
): Promise<Reply> {
  desk.advance();
  const operation = exchange.service.operations.get(exchange.operation);
  if (operation === undefined) throw unknownOperation(exchange);
  if (fate.kind === 'throttled') throw throttled();
  if (fate.kind === 'failed') throw failed();
  const output = await operation.handle(exchange.read(operation));
  const told = fate.kind === 'incomplete' ? incomplete(output) : output;
  return exchange.answer(operation, told, requestId);
}

/** Nobody is told; it is done when the connection is long closed. */
function postpone(exchange: Exchange, fate: Fate, requestId: string, desk: Desk): Outcome {
  const timer = setTimeout(() => {
    perform(exchange, ANSWERED, requestId, desk).catch((error) => refusalOf(error, exchange, desk));
  }, 1000 * fate.delaySeconds);
  // A lab that ends forgets it, as a server does that fails.
  timer.unref();
  return {
    reply: exchange.refuse(failed(), requestId),
    fate: { kind: 'dropped', delaySeconds: 0 },
  };
}

function refusalOf(error: unknown, { service }: Exchange, { onError }: Desk): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof ShapeError) return service.refuse(error.violation);
  onError(error);
  return failed();
}
