import { createServer, type ServerResponse } from 'node:http';

/**
 * A server that is a queue: so many workers, each request a worker's for so many
 * milliseconds by a timer, the others wait in turn. With contention or coherency a
 * request takes longer the more are in service as it begins.
 *
 * Arguments: workers, milliseconds, contention, coherency. Tells its parent its port,
 * and, asked for anything, the mean time that requests were in service.
 */
const [workers, ms, contention = 0, coherency = 0] = process.argv.slice(2).map(Number);
const waiting: ServerResponse[] = [];
let inService = 0;
let served = 0;
let totalMs = 0;

const server = createServer((_, response) => {
  if (inService < workers) serve(response);
  else waiting.push(response);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('message', () => process.send?.({ meanMs: totalMs / served, served }));
process.on('disconnect', () => process.exit());

function serve(response: ServerResponse): void {
  inService++;
  const slowdown = 1 + contention * (inService - 1) + coherency * inService * (inService - 1);
  const start = performance.now();
  const wait = () => {
    const left = start + ms * slowdown - performance.now();
    // A timer is a millisecond late; the last of them is waited out.
    if (left > 1.5) setTimeout(wait, left - 1);
    else if (left > 0) setImmediate(wait);
    else finish(response, start);
  };
  wait();
}

function finish(response: ServerResponse, start: number): void {
  totalMs += performance.now() - start;
  served++;
  inService--;
  response.end('ok');
  const next = waiting.shift();
  if (next !== undefined) serve(next);
}
