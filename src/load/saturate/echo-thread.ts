import { createServer } from 'node:net';
import { parentPort } from 'node:worker_threads';

if (parentPort !== null) answerOnLoopback(parentPort);

/** Answers whatever comes at once; tells its port. */
function answerOnLoopback(parent: NonNullable<typeof parentPort>): void {
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    socket.on('data', () => socket.write('ok'));
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (address !== null && typeof address === 'object') parent.postMessage(address.port);
  });
}
