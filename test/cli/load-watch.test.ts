import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type Activity,
  AutoScalingClient,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { targetGroupOf } from '../../src/lab/live/names.ts';
import { openState } from '../../src/lab/open-state.ts';
import { type Lab, startLab } from '../../src/lab/start-lab.ts';
import type { LoadOutcome } from '../../src/load/outcome.ts';
import { GROUP, putPolicy } from '../lab/autoscaling/rig.ts';
import { clientOptions } from '../lab/rig.ts';
import { LoadServer } from '../support/load-server.ts';
import { LoadProcess } from './load-process.ts';
import { plimsoll } from './plimsoll.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-watch-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A minute of the lab is a quarter of a second. */
const SPEED = 240;
/** Seconds of the run. */
const RISE = 2;
/** What an answer takes of a server that is overloaded. */
const SLOW_MS = 400;
/** Seconds of the lab, from in service to healthy. */
const BOOT = 30;

let server: LoadServer;
let lab: Lab;
beforeAll(async () => {
  server = await LoadServer.start();
  const group = { name: GROUP, MinSize: 2, launchSeconds: 60, bootSeconds: BOOT };
  lab = await startLab({ speed: SPEED, group });
});
afterAll(async () => {
  await lab.close();
  await server.end();
});

const outcome = (stdout: string) => JSON.parse(stdout) as LoadOutcome;

describe('a run whose group scales in the lab, on a metric put beside it', () => {
  it('names each delay within one poll of the truth, and so does the report of its recording', async () => {
    const zero = { wall: Date.now(), lab: lab.now() };
    const scaling = new AutoScalingClient(clientOptions(lab.url));
    const cloudWatch = new CloudWatchClient(clientOptions(lab.url));
    await putAlarm(scaling, cloudWatch);
    const record = join(folder, 'run.ndjson');
    const run = new LoadProcess(
      [
        ...['--url', server.url, '--duration', '9s', '--slo', 'p95<250ms'],
        ...['--shape', `steps([20, 60], each=${RISE}s)`],
        ...['--watch-group', GROUP, '--watch-every', '0.2s', '--endpoint-url', lab.url],
      ],
      record,
    );
    await run.recorded(1);
    const { startedAt } = JSON.parse(readFileSync(record, 'utf8').split('\n')[0]);
    const onAxis = (labTime: number) =>
      (zero.wall + (labTime - zero.lab) / SPEED - Date.parse(startedAt)) / 1000;

    let truth: Truth | undefined;
    /** When the server became fast again. */
    let relieved = Number.NaN;
    let isOver = false;
    void run.code.then(() => {
      isOver = true;
    });
    while (!isOver) {
      const now = lab.now();
      const isBusy = onAxis(now) >= RISE && !(truth && onAxis(now) >= truth.serving);
      // Overloaded until the new instances serve.
      server.delay(isBusy ? SLOW_MS : 0);
      if (!isBusy && truth && Number.isNaN(relieved)) relieved = onAxis(lab.now());
      await putLoad(cloudWatch, now, isBusy ? 90 : 20);
      truth ??= await truthOf(scaling, cloudWatch, onAxis);
      await wait(50);
    }
    scaling.destroy();
    cloudWatch.destroy();

    const { group } = outcome(await run.stdout);
    const [delays, ...others] = group?.delays ?? [];
    expect(others).toEqual([]);
    expect(delays).toMatchObject({ from: 2, to: 4, alarmName: 'shop busy' });
    expect(delays.rose?.atSeconds).toBe(RISE);
    // A server that is told within the second may be slow in the next one only.
    expect([0, 1]).toContain(delays.sloMissed?.delaySeconds);
    const poll = longestPoll(group?.samples ?? []);
    const off = Object.entries(truth ?? {}).filter(([name, at]) => {
      const found = delays[name as keyof Truth];
      return !(Math.abs((found?.atSeconds ?? Number.NaN) - at) <= poll);
    });
    expect({ off, delays, truth, poll }).toMatchObject({ off: [] });
    // What was under way when they began to serve was slow still.
    const held = Math.floor(relieved + SLOW_MS / 1000);
    expect([held, held + 1]).toContain(delays.sloHeld?.atSeconds);

    const report = await plimsoll(['load', 'report', record, record]);
    expect(outcome(report.stdout).group).toEqual(group);
  });
});

describe.concurrent('a run that watches a group', () => {
  const briefly = ['load', 'run', '--url'];
  const shape = ['--shape', 'constant(5)', '--duration', '1s'];
  const watch = (url: string) => ['--endpoint-url', url, '--watch-group', GROUP];

  it('goes on where AWS refuses to tell: the call is told once, and counted', async () => {
    const faulty = await startLab({
      group: { name: GROUP },
      faults: ['DescribeTargetHealth:throttle=1', 'DescribeAlarms:500=1'],
    });
    const { code, stdout, stderr } = await plimsoll([
      ...[...briefly, server.url, ...shape, ...watch(faulty.url), '--watch-every', '0.2s'],
    ]);
    await faulty.close();
    expect(code).toBe(0);
    expect(stderr.match(/DescribeTargetHealth/g)).toHaveLength(1);
    const { group, completed } = outcome(stdout);
    expect(completed).toBe(5);
    expect(group?.failedPolls).toBe(group?.polls);
    expect(group?.samples.every(({ desired, healthy }) => desired === 1 && healthy === null)).toBe(
      true,
    );
    // It asked more and more rarely: at 0, 0.4, 0.8 s and at the end.
    expect(group?.polls).toBeLessThan(5);
  });

  it('goes on watching after the load for as long as it is told to, on the same axis', async () => {
    const calm = await startLab({ group: { name: GROUP } });
    const { stdout } = await plimsoll([
      ...[...briefly, server.url, ...shape, ...watch(calm.url), '--watch-every', '0.5s'],
      ...['--watch-after', '1.2s', '--output', 'csv'],
    ]);
    await calm.close();
    const rows = stdout.trim().split('\n');
    const columns = rows[0].split(',');
    const at = (row: string, name: string) => row.split(',')[columns.indexOf(name)];
    expect(rows.slice(1).map((row) => [at(row, 'sent'), at(row, 'in_service')])).toEqual([
      ['5', '1'],
      ...rows.slice(2).map(() => ['0', '1']),
    ]);
    expect(rows.length - 1).toBeGreaterThanOrEqual(3);
  });

  it('ends to be watched at Ctrl-C, and is reported as it was', async () => {
    const record = join(folder, 'ended.ndjson');
    const args = ['--url', server.url, ...shape, ...watch(lab.url), '--watch-after', '1h'];
    const run = new LoadProcess(args, record);
    await run.says('shop-asg is watched for 1 h more, or until Ctrl-C');
    run.kill('SIGINT');
    const { interrupted, completed, group } = outcome(await run.stdout);
    expect(await run.code).toBe(0);
    expect({ interrupted, completed, name: group?.name }).toEqual({
      ...{ interrupted: false, completed: 5, name: GROUP },
    });
  });

  it('has what the load balancer counted, on the minutes of the run', async () => {
    // The next minute: it must not be over before the run begins.
    const Timestamp = new Date(60_000 * Math.ceil(Date.now() / 60_000));
    const stateDirectory = await counted(Timestamp.getTime());
    const balanced = await startLab({ group: { name: GROUP }, stateDirectory });
    const { stdout } = await plimsoll([...briefly, server.url, ...shape, ...watch(balanced.url)]);
    await balanced.close();
    const { group, startedAt } = outcome(stdout);
    expect(group?.balancer).toContainEqual({
      atSeconds: (Timestamp.getTime() - Date.parse(startedAt)) / 1000,
      Timestamp: Timestamp.toISOString(),
      RequestCount: 300,
      TargetResponseTime: 0.25,
      HTTPCode_ELB_5XX_Count: 7,
      HTTPCode_Target_5XX_Count: null,
    });
  });

  it.each([
    [
      ['--watch-group', 'no-such'],
      '--watch-group "no-such": there is no such group there; aws autoscaling describe-auto-scaling-groups lists them',
    ],
    [['--watch-after', '5m'], '--watch-after is for a group that is watched; add --watch-group'],
    [
      ['--watch-group', GROUP, '--watch-every', '0.01s'],
      `--watch-every "0.01s" is too often for AWS's limits; give 0.1s or more`,
    ],
  ])('is refused before anything is sent: %s', async (options, message) => {
    const url = 'http://127.0.0.1:9/';
    const { code, stderr } = await plimsoll([
      ...[...briefly, url, ...shape, '--endpoint-url', lab.url, ...options],
    ]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `plimsoll: ${message}\n` });
  });
});

/** Seconds of the run at which the lab says that these were. */
interface Truth {
  readonly alarm: number;
  readonly decision: number;
  readonly launched: number;
  readonly inService: number;
  readonly serving: number;
}

async function putAlarm(scaling: AutoScalingClient, cloudWatch: CloudWatchClient): Promise<void> {
  const { PolicyARN = '' } = await putPolicy(scaling, {
    PolicyType: 'StepScaling',
    AdjustmentType: 'ChangeInCapacity',
    StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
  });
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      ...{ AlarmName: 'shop busy', Namespace: 'Shop', MetricName: 'Load', Statistic: 'Maximum' },
      ...{ Period: 60, EvaluationPeriods: 1, Threshold: 50, TreatMissingData: 'ignore' },
      ComparisonOperator: 'GreaterThanThreshold',
      AlarmActions: [PolicyARN],
    }),
  );
}

async function putLoad(client: CloudWatchClient, labTime: number, Value: number): Promise<void> {
  const MetricData = [{ MetricName: 'Load', Value, Timestamp: new Date(labTime) }];
  await client.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData }));
}

/**
 * A directory of a lab in whose CloudWatch a load balancer has counted: nobody but AWS
 * itself can put that.
 *
 * @param at epoch milliseconds
 */
async function counted(at: number): Promise<string> {
  const directory = join(folder, 'state');
  const onError = (error: unknown) => {
    throw error;
  };
  const state = await openState({ visibility: 'instant', directory, now: at, onError });
  const { LoadBalancer, TargetGroup } = targetGroupOf(GROUP).dimensions;
  const datum = (MetricName: string, value: number, of: Readonly<Record<string, string>>) => ({
    MetricName,
    Dimensions: Object.entries(of).map(([Name, Value]) => ({ Name, Value })),
    ...{ at, unit: 'None', sampleCount: 1, sum: value, minimum: value, maximum: value },
  });
  const data = [
    datum('RequestCount', 300, { LoadBalancer, TargetGroup }),
    datum('TargetResponseTime', 0.25, { LoadBalancer, TargetGroup }),
    datum('HTTPCode_ELB_5XX_Count', 7, { LoadBalancer }),
  ];
  await state.putMetrics({ received: at, namespace: 'AWS/ApplicationELB', data });
  await state.close();
  return directory;
}

/** undefined until the first new instance is in service. */
async function truthOf(
  scaling: AutoScalingClient,
  cloudWatch: CloudWatchClient,
  onAxis: (labTime: number) => number,
): Promise<Truth | undefined> {
  const asked = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: GROUP });
  const { Activities = [] } = await scaling.send(asked);
  const first: Activity | undefined = Activities.at(-1);
  if (first?.EndTime === undefined || first.StartTime === undefined) return undefined;
  const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(new DescribeAlarmsCommand({}));
  const [, decided = ''] = /^At (\S+) /.exec(first.Cause ?? '') ?? [];
  return {
    alarm: onAxis(alarm.StateTransitionedTimestamp?.getTime() ?? Number.NaN),
    decision: onAxis(Date.parse(decided)),
    launched: onAxis(first.StartTime.getTime()),
    inService: onAxis(first.EndTime.getTime()),
    serving: onAxis(first.EndTime.getTime() + 1000 * BOOT),
  };
}

/** The longest time between a poll and the next. */
function longestPoll(samples: readonly { readonly atSeconds: number }[]): number {
  const gaps = samples.slice(1).map(({ atSeconds }, i) => atSeconds - samples[i].atSeconds);
  return Math.max(...gaps);
}
