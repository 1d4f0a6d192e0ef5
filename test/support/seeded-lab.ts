import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { onTestFinished } from 'vitest';
import { type Lab, startLab } from '../../src/lab/start-lab.ts';
import type { History } from '../../src/predict/history/history.ts';
import { metricData } from '../../src/predict/history/metric-data.ts';
import { sdk } from '../lab/rig.ts';

/** A lab on the machine's clock, with a group `shop` of 2 to 40 and three days of its history in `Shop/Seed`. */
export async function seededLab(): Promise<Lab> {
  const lab = await startLab({ group: { name: 'shop', MinSize: 2, MaxSize: 40 } });
  onTestFinished(lab.close);
  const data = metricData(threeDays(), 'shop');
  for (let first = 0; first < data.length; first += 1000) {
    const MetricData = data.slice(first, first + 1000);
    await sdk(lab.url).send(new PutMetricDataCommand({ Namespace: 'Shop/Seed', MetricData }));
  }
  return lab;
}

/** Until now: 10 to 20 instances, by the hour of the day, always at 50 % CPU. */
function threeDays(): History {
  const periods = 3 * 288;
  const instances = Float64Array.from({ length: periods }, (_, i) =>
    Math.round(15 + 5 * Math.sin((2 * Math.PI * i) / 288)),
  );
  const flat = (value: number) => new Float64Array(periods).fill(value);
  return {
    start: (Math.floor(Date.now() / 3_600_000) - 72) * 3600,
    instances,
    utilizationPercent: flat(50),
    lowestPercent: flat(45),
    highestPercent: flat(55),
    requests: instances.map((count) => 15_000 * count),
  };
}
