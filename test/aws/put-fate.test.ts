import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { SdkCloudWatch } from '../../src/aws/cloudwatch.ts';
import { putFate } from '../../src/aws/put-fate.ts';
import { lab, MIDNIGHT } from '../lab/rig.ts';
import { PROJECT } from '../support/markdown.ts';

/** AWS's SDK makes its connections by it. */
const HANDLER = ['node_modules', '@smithy', 'node-http-handler', 'dist-cjs', 'index.js'];
const PLACE = { namespace: 'Shop', dimensions: [{ Name: 'A', Value: 'b' }] };
const DATUM = { MetricName: 'Load', Timestamp: MIDNIGHT / 1000 - 300, Value: 1 };

async function fateAt(url: string, timeoutSeconds = 5, timestamp = DATUM.Timestamp) {
  const cloudWatch = new SdkCloudWatch({ endpointUrl: url }, timeoutSeconds);
  return cloudWatch.put(PLACE, [{ ...DATUM, Timestamp: timestamp }]);
}

async function urlOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('what became of a PutMetricData', () => {
  it('is known where CloudWatch acknowledged it', async () => {
    expect(await fateAt((await lab()).url)).toEqual({ is: 'acknowledged' });
  });

  it('is nothing where it was throttled, and it may pass later', async () => {
    const { url } = await lab({ faults: ['PutMetricData:throttle'] });
    expect(await fateAt(url)).toMatchObject({
      is: 'refused',
      failure: { mayPass: true },
    });
  });

  it('is nothing where it was invalid, and never will be', async () => {
    const { url } = await lab();
    expect(await fateAt(url, 5, MIDNIGHT / 1000 - 15 * 86_400)).toMatchObject({
      is: 'refused',
      failure: { code: 'aws-refused', mayPass: false },
    });
  });

  it('is nothing where nobody took the connection', async () => {
    const server = createServer();
    const url = await urlOf(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await fateAt(url)).toMatchObject({
      is: 'refused',
      failure: { code: 'unreachable', mayPass: true },
    });
  });

  it('is nothing where the name is not known', async () => {
    expect(await fateAt('http://no-such-host.invalid:1')).toMatchObject({ is: 'refused' });
  });

  it.each([
    ['failed', ['PutMetricData:500'], 'InternalServiceFault, HTTP 500'],
    ['dropped the connection', ['PutMetricData:drop-after-store'], /ECONNRESET|socket hang up/],
    ['did not answer in time', ['PutMetricData:late=2s'], /timed? ?out|within/i],
  ])('is in doubt where CloudWatch %s', async (_, faults, why) => {
    const { url } = await lab({ faults });
    expect(await fateAt(url, 0.3)).toEqual({
      is: 'doubtful',
      why: typeof why === 'string' ? why : expect.stringMatching(why),
    });
  });

  it.each([
    [408, '{"__type":"RequestTimeout","message":"too slow"}'],
    [403, '<html>log in here</html>'],
  ])('is in doubt where HTTP %s is answered with %s', async (status, body) => {
    const server = createHttpServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
    });
    const fate = await fateAt(await urlOf(server));
    expect(fate).toMatchObject({ is: 'doubtful', why: expect.stringContaining(`HTTP ${status}`) });
  });

  it('is nothing where no connection was made in time, as the SDK that is installed says it', () => {
    const handler = readFileSync(join(PROJECT, ...HANDLER), 'utf8');
    const [message = ''] = /@smithy\/node-http-handler - [^`]*establish[^`]*/.exec(handler) ?? [];
    const error = Object.assign(new Error(message), { name: 'TimeoutError' });
    expect(putFate(error, 'cloudwatch:PutMetricData')).toMatchObject({ is: 'refused' });
  });

  it('is in doubt where the answer makes no sense', async () => {
    const server = createHttpServer((request, response) => {
      request.resume();
      response.end('{ no JSON');
    });
    expect(await fateAt(await urlOf(server))).toMatchObject({ is: 'doubtful' });
  });

  it('is nothing where there are no credentials', async () => {
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_REGION', 'us-east-1');
    vi.stubEnv('HOME', '/nowhere');
    onTestFinished(() => void vi.unstubAllEnvs());
    const cloudWatch = new SdkCloudWatch({}, 1);
    expect(await cloudWatch.put(PLACE, [DATUM])).toMatchObject({
      is: 'refused',
      failure: { code: 'usage', mayPass: false },
    });
  });
});
