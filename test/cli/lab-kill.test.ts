import { GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, vi } from 'vitest';
import { metric, put } from '../lab/cloudwatch/rig.ts';
import { sdk, temporaryDirectory } from '../lab/rig.ts';
import { type RunningLab, runLab, runLabUnder } from '../lab/running-lab.ts';

/** Puts one after the other, each a metric of its own, until the lab is gone. */
async function storm(lab: RunningLab, sent: string[], kept: string[]): Promise<void> {
  const client = sdk(lab.firstLine);
  for (;;) {
    const name = `m${sent.length}`;
    sent.push(name);
    try {
      await put(client, { MetricName: name, Value: 1 });
    } catch {
      return;
    }
    kept.push(name);
  }
}

/** How many samples the lab has of each metric. */
async function samples(lab: RunningLab, names: readonly string[]): Promise<Map<string, number>> {
  const client = sdk(lab.firstLine);
  const counts = new Map<string, number>();
  const now = Date.now();
  for (let at = 0; at < names.length; at += 500) {
    const MetricDataQueries = names
      .slice(at, at + 500)
      .map((MetricName) => metric(MetricName, { MetricName, Stat: 'SampleCount' }));
    const window = { StartTime: new Date(now - 600_000), EndTime: new Date(now + 60_000) };
    const command = new GetMetricDataCommand({ ...window, MetricDataQueries });
    const { MetricDataResults = [] } = await client.send(command);
    for (const { Id = '', Values = [] } of MetricDataResults)
      counts.set(
        Id,
        Values.reduce((sum, value) => sum + value, 0),
      );
  }
  return counts;
}

describe('a lab that is killed while it is put to', () => {
  it('has all that it acknowledged when it is up again, and nothing twice', async () => {
    const state = temporaryDirectory();
    const kept: string[] = [];
    const sent: string[] = [];
    // Three lives: what was kept in one must outlast the ends of the others.
    for (let life = 0; life < 3; life++) {
      const lab = await runLab('--state', state);
      const target = kept.length + 150;
      const clients = Array.from({ length: 8 }, () => storm(lab, sent, kept));
      await vi.waitFor(() => expect(kept.length).toBeGreaterThanOrEqual(target), {
        interval: 1,
        timeout: 20_000,
      });
      expect(await lab.end('SIGKILL')).toBeNull();
      await Promise.all(clients);
    }
    const counts = await samples(await runLab('--state', state), sent);
    expect(kept.filter((name) => counts.get(name) !== 1)).toEqual([]);
    expect(sent.filter((name) => (counts.get(name) ?? 0) > 1)).toEqual([]);
  });

  it('has all that it acknowledged when its disk is full, and nothing that it refused', async () => {
    const state = temporaryDirectory();
    // Blocks of 512 or of 1024 bytes, by the shell: room for a few records.
    const lab = await runLabUnder(['sh', '-c', 'ulimit -f 8; exec "$@"', 'sh'], '--state', state);
    const client = sdk(lab.firstLine);
    const names = Array.from({ length: 80 }, (_, i) => `m${i}`);
    const kept: string[] = [];
    for (const MetricName of names) {
      const Dimensions = [{ Name: 'Filler', Value: 'x'.repeat(100) }];
      await put(client, { MetricName, Dimensions, Value: 1 }).then(
        () => kept.push(MetricName),
        (error) => expect(error).toMatchObject({ name: 'InternalServiceFault' }),
      );
    }
    expect([kept.length > 0, kept.length < names.length]).toEqual([true, true]);
    await lab.end('SIGKILL');
    const again = sdk((await runLab('--state', state)).firstLine);
    const { Metrics = [] } = await again.send(new ListMetricsCommand({}));
    expect(new Set(Metrics.map(({ MetricName }) => MetricName))).toEqual(new Set(kept));
  });

  it('has once what it kept before it dropped the connection', async () => {
    const state = temporaryDirectory();
    const lab = await runLab('--state', state, '--fault', 'PutMetricData:drop-after-store');
    await expect(put(sdk(lab.firstLine), { MetricName: 'm0', Value: 1 })).rejects.toThrow();
    await lab.end('SIGKILL');
    expect(await samples(await runLab('--state', state), ['m0'])).toEqual(new Map([['m0', 1]]));
  });
});
