import { createServer, type ServerResponse } from 'node:http';

/**
 * A server that is a queue: so many workers, each request a worker's for so many
 * milliseconds by a timer, the others wait in turn. With contention or coherency a
 * request takes longer the more are in service as it begins.
 *
 * Arguments: workers, milliseconds, contention, coherency. Tells its parent its port,
 * and, asked for anything, how long requests usually were in service: a timer is late
 * by half a millisecond or so. It is their median, since a machine that is busy with
 * other things stops the server too, now and then.
 */
const [workers, ms, contention = 0, coherency = 0] = process.argv.slice(2).map(Number);
const waiting: ServerResponse[] = [];
let inService = 0;
const times: number[] = [];

const server = createServer((_, response) => {
  if (inService < workers) serve(response);
  else waiting.push(response);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
process.on('message', () =>
  process.send?.({ usualMs: times.sort((a, b) => a - b)[times.length >> 1] }),
);
process.on('disconnect', () => process.exit());

function serve(response: ServerResponse): void {
  inService++;
  const slowdown = 1 + contention * (inService - 1) + coherency * inService * (inService - 1);
  const start = performance.now();
  setTimeout(() => finish(response, start), ms * slowdown);
}

function finish(response: ServerResponse, start: number): void {
  times.push(performance.now() - start);
  inService--;
  response.end('ok');
  const next = waiting.shift();
  if (next !== undefined) serve(next);
}
