import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type PolicyOptions, readPolicy } from '../../src/cli/policy-options.ts';
import { INVALID, VALID } from '../support/invalid-configurations.ts';

const directory = mkdtempSync(join(tmpdir(), 'plimsoll-policy-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const file = join(directory, 'policy.json');
function readFrom(configuration: unknown) {
  writeFileSync(file, JSON.stringify(configuration));
  return readPolicy(undefined, { by: 'cpu', buffer: '5m', group: 'shop', configuration: file });
}

const SEED: PolicyOptions = { by: 'cpu', buffer: '5m', namespace: 'Shop/Seed', group: 'shop' };

describe('a policy read from a file', () => {
  it.each(INVALID)('is refused before anything is sent with $because', async (one) => {
    await expect(readFrom(one.configuration)).rejects.toMatchObject({
      code: 'bad-file',
      problems: [expect.stringMatching(/./)],
    });
    await expect(readFrom(one.configuration)).rejects.toThrow(`${file}: ${one.says}`);
  });

  it('is refused in ForecastAndScale: that takes --scale', async () => {
    const [, configuration] = VALID[0];
    await expect(readFrom({ ...Object(configuration), Mode: 'ForecastAndScale' })).rejects.toThrow(
      'Mode is ForecastAndScale: write ForecastOnly',
    );
  });

  it('only forecasts where it does not say', async () => {
    const [, given] = VALID[0];
    const { configuration } = await readFrom(given);
    expect(configuration).toEqual({ ...Object(given), Mode: 'ForecastOnly' });
  });
});

describe('a policy from options', () => {
  it('trains on the seed, in ForecastOnly, with 5 minutes of buffer', async () => {
    const { group, configuration } = await readPolicy(undefined, { ...SEED, target: 50 });
    expect(group).toBe('shop');
    expect(configuration).toMatchObject({
      Mode: 'ForecastOnly',
      SchedulingBufferTime: 300,
      MaxCapacityBreachBehavior: 'HonorMaxCapacity',
    });
  });

  it.each<[string, Partial<PolicyOptions>, string]>([
    ['no target', { target: undefined }, 'no --target'],
    ['no namespace', { namespace: undefined }, 'nothing says what the policy trains on'],
    ['a pair and a splice', { pair: 'ASGCPUUtilization', splice: true }, 'exclude one another'],
    [
      'a label for nothing',
      { resourceLabel: 'app/a/1/targetgroup/b/2' },
      '--resource-label is for',
    ],
    ['a splice of requests without a label', { splice: true, by: 'requests' }, '--resource-label'],
    [
      'a wrong label',
      { pair: 'ALBRequestCount', resourceLabel: 'shop' },
      'ResourceLabel is "shop"',
    ],
    ['an hour of buffer', { buffer: '1h' }, 'SchedulingBufferTime is 3600'],
    ['a configuration beside it', { configuration: 'x.json' }, 'leave out --namespace, --target'],
  ])('is refused with %s', async (_, options, says) => {
    await expect(readPolicy(undefined, { ...SEED, target: 50, ...options })).rejects.toThrow(says);
  });
});
