import { expect, it } from 'vitest';
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
