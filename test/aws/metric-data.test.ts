import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SdkCloudWatch } from '../../src/aws/cloudwatch.ts';
import { metricReader } from '../../src/aws/metric-reader.ts';
import { lab, MIDNIGHT } from '../lab/rig.ts';

const END = MIDNIGHT / 1000;
const PLACE = { namespace: 'Shop', dimensions: [{ Name: 'A', Value: 'b' }] };
const read = (url: string, timeoutSeconds = 5) =>
  new SdkCloudWatch({ endpointUrl: url }, timeoutSeconds).read(PLACE, ['Load'], {
    start: END - 600,
    end: END,
  });

/** A server that answers GetMetricData with one page after another. */
async function pages(...answers: readonly object[]): Promise<string> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(answers[asked++]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const result = (Id: string, StatusCode: string, Values: readonly number[] = []) => ({
  Id,
  Label: 'Load',
  StatusCode,
  Values,
  Timestamps: Values.map((_, i) => END - 600 + 300 * i),
});

describe('reading metrics back', () => {
  it('takes an answer that CloudWatch could not complete for no answer', async () => {
    const { url } = await lab({ faults: ['GetMetricData:incomplete'] });
    const failure = {
      code: 'unreachable',
      message: expect.stringMatching(
        /^cloudwatch:GetMetricData: no whole answer: .* InternalError/,
      ),
    };
    await expect(read(url)).rejects.toMatchObject(failure);
    const query = {
      MetricStat: { Metric: { Namespace: 'Shop', MetricName: 'Load' }, Stat: 'Sum' },
    };
    const reading = metricReader({ endpointUrl: url })(
      [{ Id: 'm', ...query }],
      300,
      END - 600,
      END,
    );
    await expect(reading).rejects.toMatchObject(failure);
  });

  it('believes the last word on a result', async () => {
    const url = await pages(
      { MetricDataResults: [result('q0', 'PartialData', [3])], NextToken: 'more' },
      { MetricDataResults: [result('q0', 'Complete'), result('q1', 'Complete', [4])] },
    );
    const { sampleCount, sum } = (await read(url)).get('Load') ?? {};
    expect([sampleCount?.[0], sum?.[0]]).toEqual([3, 4]);
  });

  it.each([
    ['partly read, with no page to follow', 'PartialData', 'unreachable', /Load is PartialData/],
    ['forbidden', 'Forbidden', 'aws-refused', /AWS refused .* of Load; the permission is missing/],
  ])('refuses a result that is %s', async (_, status, code, message) => {
    const url = await pages({
      MetricDataResults: [result('q0', status), result('q1', 'Complete')],
    });
    await expect(read(url)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('refuses an answer without one of the results', async () => {
    const url = await pages({ MetricDataResults: [result('q0', 'Complete')] });
    await expect(read(url)).rejects.toThrow('there is no result of q1');
  });

  it('does not wait for ever for the rest of an answer', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-length': '100' }).write('{');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(read(url, 0.1)).rejects.toMatchObject({ code: 'unreachable' });
    const cloudWatch = new SdkCloudWatch({ endpointUrl: url }, 0.1);
    await expect(cloudWatch.list(PLACE)).rejects.toMatchObject({ code: 'unreachable' });
    const datum = { MetricName: 'Load', Timestamp: END - 300, Value: 1 };
    expect(await cloudWatch.put(PLACE, [datum])).toMatchObject({ is: 'doubtful' });
  });
});
