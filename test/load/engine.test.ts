import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { scheduleOf } from '../../src/load/schedule.ts';
import { LoadServer } from '../support/load-server.ts';
import { curveOf, send } from './send.ts';

it('an engine that is stopped drops what waits, plans no more, and lets what is in flight come to its end', async (context) => {
  const server = await LoadServer.of(context);
  server.delay(200);
  const schedule = scheduleOf(curveOf([200, 200]), { seconds: 30 });
  const outcome = await send({ url: server.url, schedule, connections: 5, stopAfterMs: 300 });
  const { planned, sent, completed, dropped, droppedBecause, unfinished } = outcome;
  expect([completed, planned]).toEqual([sent, sent + dropped]);
  // Five at a time while it is not stopped, for 300 ms of 200 ms each.
  expect(sent).toBeGreaterThanOrEqual(5);
  expect(droppedBecause.stopped).toBe(dropped);
  expect(dropped).toBeGreaterThan(0);
  expect(planned).toBeLessThan(30 * 200);
  expect(unfinished).toEqual({ waiting: 0, inFlight: 0 });
});

it('an error of the load balancer is its own, of whatever status from 500 on', async () => {
  const statuses = [500, 501, 505, 561];
  let seen = 0;
  const balancer = createServer((_, response) => {
    response.writeHead(statuses[seen++ % statuses.length], { Server: 'awselb/2.0' }).end();
  });
  balancer.listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  onTestFinished(() => {
    balancer.close();
  });
  const bound = balancer.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const schedule = scheduleOf(curveOf([200, 200]), { seconds: 0.1 });
  const outcome = await send({ url: `http://127.0.0.1:${port}/`, schedule });
  const { status, balancerErrors, targetErrors } = outcome;
  expect(status).toEqual({ 500: 5, 501: 5, 505: 5, 561: 5 });
  expect([balancerErrors, targetErrors]).toEqual([20, 0]);
});
