import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SdkCloudWatch } from '../../../src/aws/cloudwatch.ts';
import { expectForecast } from '../../../src/predict/seed/expectation.ts';
import { outlookOf } from '../../../src/predict/seed/outlook.ts';
import { formatPlan, parsePlan } from '../../../src/predict/seed/plan-file.ts';
import { temporaryDirectory } from '../../lab/rig.ts';
import { seededHistory } from '../../soak/seeded-history.ts';
import { planIn } from './rig.ts';

describe('a seed plan', () => {
  it('puts thirteen days of four metrics into the fewest calls, oldest first', () => {
    const { plan } = planIn(temporaryDirectory(), { hours: 13 * 24 });
    const sizes = plan.calls.map(({ data }) => data.length);
    // 13 d × 288 periods × 4 metrics = 14,976 data, 1,000 a call.
    expect(sizes).toEqual([...Array(14).fill(1000), 976]);
    const stamps = plan.calls.flatMap(({ data }) => data.map(({ Timestamp }) => Timestamp));
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
  });

  it('says how many bytes a call is before it is compressed', async () => {
    const bodies: Buffer[] = [];
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      bodies.push(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { plan } = planIn(temporaryDirectory(), { hours: 24 });
    const { port } = server.address() as AddressInfo;
    const cloudWatch = new SdkCloudWatch({ endpointUrl: `http://127.0.0.1:${port}` }, 5);
    for (const { data } of plan.calls) await cloudWatch.put(plan, data);
    expect(bodies.map(({ length }) => length)).toEqual(plan.calls.map(({ bytes }) => bytes));
  });

  it('is read from its file as it was made, and however its lines were broken', () => {
    const { plan } = planIn(temporaryDirectory());
    const text = formatPlan(plan);
    expect(parsePlan(text, 'plan.json').plan).toEqual(plan);
    const broken = JSON.stringify(JSON.parse(text), null, 2);
    expect(parsePlan(broken, 'plan.json')).toEqual(parsePlan(text, 'plan.json'));
  });

  it('says what it costs, and what a policy would make of it', () => {
    const { plan } = planIn(temporaryDirectory(), { hours: 48 });
    const outlook = outlookOf(plan, 5, expectForecast(seededHistory(1, 48), 50));
    // $0.01 a thousand calls, and as much a thousand metrics read: 3 calls, 4 metrics in 2
    // statistics, read by plan, apply and verify; $0.30 a metric and month.
    expect(outlook.costUsd).toMatchObject({
      now: (3 + 24) / 100_000,
      month: 1.2,
    });
    expect(outlook.expected?.capacity).toHaveLength(48);
    // The utilisation's sum over all instances, divided by them, is its average, twelve times an hour.
    expect(outlook.expected?.metricPairCorrelation).toBeCloseTo(1, 12);
  });

  it('says what may be lost for good: what is shown to be lost when it is two weeks old', () => {
    const { plan } = planIn(temporaryDirectory(), { hours: 13 * 24 });
    // 12 to 13 days old; four metrics, twelve periods an hour, 24 hours, and the one of 12 days.
    expect(outlookOf(plan, 5, undefined).pointsAtRisk).toBe(4 * 12 * 24 + 4);
    expect(outlookOf(planIn(temporaryDirectory()).plan, 5, undefined).pointsAtRisk).toBe(0);
  });

  it('expects no forecast of less than a day', () => {
    expect(expectForecast(seededHistory(1, 23), 50)).toBeUndefined();
  });
});
