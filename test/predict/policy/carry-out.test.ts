import { describe, expect, it } from 'vitest';
import { autoScaling } from '../../../src/aws/auto-scaling.ts';
import { putPolicy, removePolicy } from '../../../src/predict/policy/carry-out.ts';
import { forecastOnly } from '../../../src/predict/policy/policy-configuration.ts';
import { planPolicyChange } from '../../../src/predict/policy/put-policy.ts';
import { seededMetrics } from '../../../src/predict/policy/seeded-metrics.ts';
import { lab } from '../../lab/rig.ts';

const METRICS = seededMetrics({ namespace: 'Shop/Seed', group: 'shop' }, 'cpu');
const SETTINGS = { target: 50, bufferSeconds: 300, raiseMaxPercent: undefined };
const configuration = forecastOnly(METRICS, SETTINGS);

/** A lab without any metric, and what it takes to let a policy scale its group. */
async function deskWith(...faults: readonly string[]) {
  const { url } = await lab({ group: { name: 'shop', MinSize: 2, MaxSize: 40 }, faults });
  const desk = autoScaling({ endpointUrl: url });
  const scaling = (name: string) =>
    planPolicyChange(desk, { group: 'shop', name, configuration, scales: true }, Date.now() / 1000);
  return { desk, scaling };
}

describe('a change of a policy', () => {
  it('that was made though its answer was lost says that the group may be scaled by now', async () => {
    const { desk, scaling } = await deskWith('PutScalingPolicy:drop-after-store=1');
    await expect(putPolicy(desk, await scaling('forecast'))).rejects.toThrow(
      /PutScalingPolicy: no answer: .*; forecast stands in ForecastAndScale by now/,
    );
  });

  it('that removed it though its answer was lost says that it is gone', async () => {
    const { desk } = await deskWith('DeletePolicy:drop-after-store=1');
    await desk.put('shop', 'forecast', configuration);
    await expect(removePolicy(desk, 'shop', 'forecast')).rejects.toThrow(
      'forecast is not there by now',
    );
  });

  it('says that it may have been made where nobody can be asked', async () => {
    const { desk, scaling } = await deskWith();
    const change = await scaling('forecast');
    const gone = autoScaling({ endpointUrl: 'http://127.0.0.1:9' });
    await expect(putPolicy(gone, change)).rejects.toThrow('it may have been done all the same');
    expect(await desk.policies('shop')).toEqual([]);
  });

  it('warns where another began to scale the group at the same time', async () => {
    const { desk, scaling } = await deskWith();
    const [first, second] = [await scaling('first'), await scaling('second')];
    expect(await putPolicy(desk, first)).toMatchObject({ warnings: [] });
    const { warnings } = await putPolicy(desk, second);
    expect(warnings).toEqual([
      expect.stringContaining('first of shop scales by its forecast as well by now'),
    ]);
  });
});
