import { describe, expect, it } from 'vitest';
import type { CloudForecast } from '../../../src/predict/policy/cloud-forecast.ts';
import { launchLimit } from '../../../src/predict/policy/launch-limit.ts';
import { forecastOnly } from '../../../src/predict/policy/policy-configuration.ts';
import type { ScalingGroup } from '../../../src/predict/policy/scaling-desk.ts';

const GROUP: ScalingGroup = {
  name: 'shop',
  minSize: 2,
  maxSize: 40,
  desiredCapacity: 4,
  instanceTypes: ['t3.micro', 'm5.large'],
  enabledMetrics: [],
};
const FIFTY: CloudForecast = {
  isReady: true,
  load: new Map(),
  capacity: new Map([
    [0, 20],
    [3600, 50],
  ]),
  updatedAt: 0,
};

function settings(raiseMaxPercent?: number) {
  return forecastOnly({}, { target: 50, bufferSeconds: 300, raiseMaxPercent });
}

describe('launchLimit', () => {
  it('is MaxSize where that is honoured, however high the forecast, priced by the dearest type', () => {
    expect(launchLimit(GROUP, settings(), FIFTY)).toEqual({
      instances: 40,
      mayGrow: false,
      launched: 36,
      forecastPeak: 50,
      instanceType: 'm5.large',
      // src/model/prices.ts: m5.large in us-east-1.
      usdPerHour: 0.096,
    });
  });

  it('needs no forecast where MaxSize is honoured', () => {
    expect(launchLimit(GROUP, settings(), undefined)).toMatchObject({ instances: 40 });
  });

  // EC2 Auto Scaling API reference, MaxCapacityBuffer: 50 and 10 percent are 55.
  it('is the forecast’s peak and its buffer where MaxSize may be raised', () => {
    expect(launchLimit(GROUP, settings(10), FIFTY)).toMatchObject({
      instances: 55,
      launched: 51,
      mayGrow: true,
    });
  });

  it('is never below MaxSize, which dynamic scaling may reach as well', () => {
    expect(launchLimit({ ...GROUP, maxSize: 60 }, settings(10), FIFTY).instances).toBe(60);
  });

  it('is unknown where MaxSize may be raised and nothing is forecast', () => {
    const none: CloudForecast = { isReady: false, message: 'too little data' };
    for (const forecast of [undefined, none])
      expect(() => launchLimit(GROUP, settings(0), forecast)).toThrow(
        /launches as much as is forecast, and there is no forecast by these metrics and this target yet/,
      );
  });

  it('has no price for a type that the table has not', () => {
    const strange = { ...GROUP, instanceTypes: ['x99.metal'] };
    expect(launchLimit(strange, settings(), FIFTY).usdPerHour).toBeUndefined();
  });

  it('is not told for a given type without a price', () => {
    expect(() => launchLimit(GROUP, settings(), FIFTY, 'm5.lrge')).toThrow(
      '--instance-type "m5.lrge": no price of it is known (did you mean m5.large?)',
    );
  });

  it('has no price where one of several types has none, and names that', () => {
    const strange = { ...GROUP, instanceTypes: ['m5.large', 'x99.metal', 't3.micro'] };
    expect(launchLimit(strange, settings(), FIFTY)).toMatchObject({
      instanceType: 'x99.metal',
      usdPerHour: undefined,
    });
  });
});
