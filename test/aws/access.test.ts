import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { clientConfig } from '../../src/aws/access.ts';
import { autoScaling } from '../../src/aws/auto-scaling.ts';
import { SdkCloudWatch } from '../../src/aws/cloudwatch.ts';
import { countingProxy } from '../cli/counting-proxy.ts';
import { lab } from '../lab/rig.ts';

describe('a client of AWS', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('needs no region and no credentials for an endpoint on this machine', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
    expect(clientConfig({}, 'CLOUDWATCH', 1)).toMatchObject({
      region: 'us-east-1',
      credentials: { accessKeyId: 'nobody' },
    });
  });

  it('makes nothing up for an endpoint elsewhere', () => {
    const config = clientConfig({ endpointUrl: 'https://example.com' }, 'CLOUDWATCH', 1);
    expect(config).not.toHaveProperty('region');
    expect(config).not.toHaveProperty('credentials');
  });

  it("takes the service's own endpoint before the one of all", () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDWATCH', 'http://127.0.0.1:2');
    expect(clientConfig({}, 'CLOUDWATCH', 1).endpoint).toBe('http://127.0.0.1:2/');
    expect(clientConfig({}, 'AUTO_SCALING', 1).endpoint).toBe('http://127.0.0.1:1/');
  });

  it('names where an endpoint comes from that is no URL', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', '127.0.0.1:4566');
    expect(() => clientConfig({}, 'CLOUDWATCH', 1)).toThrow(
      'AWS_ENDPOINT_URL 127.0.0.1:4566: no URL of an endpoint; give one such as http://127.0.0.1:4566',
    );
  });

  it('names where a region comes from that can be none', () => {
    expect(() => clientConfig({ region: 'eu west' }, 'CLOUDWATCH', 1)).toThrow(
      '--region "eu west": no region of AWS; give one such as eu-west-1',
    );
    vi.stubEnv('AWS_REGION', 'eu/west');
    expect(() => clientConfig({}, 'CLOUDWATCH', 1)).toThrow('AWS_REGION "eu/west": no region');
  });

  it('keeps the credentials that somebody has', () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'mine');
    const config = clientConfig({ endpointUrl: 'http://localhost:4566' }, 'CLOUDWATCH', 1);
    expect(config).not.toHaveProperty('credentials');
  });
});

describe('the CloudWatch that is asked', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is told by its address, region and account, whatever decided them', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'a');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'b');
    vi.stubEnv('AWS_ACCOUNT_ID', '123456789012');
    expect(await new SdkCloudWatch({ region: 'eu-west-1' }, 1).whereabouts()).toEqual({
      endpoint: 'https://monitoring.eu-west-1.amazonaws.com',
      region: 'eu-west-1',
      account: '123456789012',
    });
  });

  it('is the same by every name of this machine', async () => {
    const [name, number] = await Promise.all(
      ['http://localhost:4566', 'http://127.0.0.1:4566/'].map((endpointUrl) =>
        new SdkCloudWatch({ endpointUrl }, 1).whereabouts(),
      ),
    );
    expect(name).toEqual({ endpoint: 'http://127.0.0.1:4566', region: 'us-east-1', account: null });
    expect(number).toEqual(name);
  });
});

describe('a credential that somebody repeats', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('is in nothing that is said of the failure', async () => {
    const server = createServer((request, response) => {
      const { authorization = '', 'x-amz-security-token': token } = request.headers;
      request.resume();
      const message = `not ${authorization} but\nx-amz-security-token:${token}\nhost:`;
      const json = JSON.stringify({ __type: 'AccessDenied', message });
      const xml = `<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`;
      response.writeHead(400).end('x-amz-target' in request.headers ? json : xml);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const secrets = ['AKIASECRETSECRET0001', 'token/of=the+session'];
    vi.stubEnv('AWS_ACCESS_KEY_ID', secrets[0]);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'very/secret');
    vi.stubEnv('AWS_SESSION_TOKEN', secrets[1]);
    const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const cloudWatch = new SdkCloudWatch({ endpointUrl }, 5);
    const place = { namespace: 'Shop', dimensions: [] };
    const said = await Promise.all([
      cloudWatch.put(place, [{ MetricName: 'Load', Timestamp: 0, Value: 1 }]),
      cloudWatch.list(place).catch(({ message }) => message),
      autoScaling({ endpointUrl })
        .policies('shop')
        .catch(({ message }) => message),
    ]);
    for (const one of said) {
      const text = one.failure?.message ?? one;
      expect(text).toContain('x-amz-security-token:(redacted)');
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });
});

describe('what may still be on its way', () => {
  it.each([
    ['the lab', true, 5],
    ['somebody else on this machine, who may pass it on to AWS', false, 1800],
  ])('may be for so long with %s', async (_, isLab, seconds) => {
    const { url } = await lab();
    const proxy = isLab ? url : (await countingProxy(url, {}, ['x-plimsoll-lab'])).url;
    const cloudWatch = new SdkCloudWatch({ endpointUrl: proxy }, 5);
    await cloudWatch.list({ namespace: 'Shop', dimensions: [] });
    expect(cloudWatch.latestArrivalSeconds).toBe(seconds);
  });
});
