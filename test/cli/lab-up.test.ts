import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { put } from '../lab/cloudwatch/rig.ts';
import { sdk, temporaryDirectory } from '../lab/rig.ts';
import { runLab } from '../lab/running-lab.ts';
import { plimsoll } from './plimsoll.ts';

describe('plimsoll lab up', () => {
  it("prints where it is, serves AWS's SDK, and ends with Ctrl-C", async () => {
    const lab = await runLab();
    expect(lab.firstLine).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await put(sdk(lab.firstLine), { Value: 1 });
    expect(await lab.end('SIGINT')).toBe(0);
    expect(lab.said()).toBe(
      [
        `plimsoll: the lab is up: export AWS_ENDPOINT_URL=${lab.firstLine}, with any region and credentials`,
        'plimsoll: back-dated points can be read at once, unlike in AWS (--visibility documented is as slow)',
        'plimsoll: nothing is kept when it ends (--state keeps it)',
        '',
      ].join('\n'),
    );
  });

  it('says it as JSON, and nothing else where it shall be quiet', async () => {
    const state = temporaryDirectory();
    const args = [
      '--state',
      state,
      '--visibility',
      'documented',
      '--fault',
      '*:late=0.1s',
      '--seed',
      '7',
    ];
    const lab = await runLab('--output', 'json', '--quiet', ...args);
    expect(JSON.parse(lab.firstLine)).toEqual({
      url: expect.stringMatching(/^http:/),
      visibility: 'documented',
      state,
      faults: ['*:late=0.1s'],
      seed: 7,
      speed: 1,
      clock: expect.stringMatching(/^\d{4}-.*Z$/),
      group: null,
    });
    expect(await lab.end('SIGTERM')).toBe(0);
    expect(lab.said()).toBe('');
  });

  it('says how fast its clock runs, and which group it has', async () => {
    const lab = await runLab('--group', 'shop-asg', '--speed', '60');
    expect(await lab.end('SIGINT')).toBe(0);
    expect(lab.said()).toMatch(
      /its clock runs 60 times faster than the wall's, from \S+Z on: a minute of the lab is 1 s\n/,
    );
    expect(lab.said()).toContain('plimsoll: the group shop-asg is in service\n');
  });

  it('warns where other machines reach it', async () => {
    const lab = await runLab('--host', '0.0.0.0');
    await lab.end('SIGINT');
    expect(lab.said()).toContain(
      'plimsoll: 0.0.0.0 is reached from other machines, and the lab asks nobody who they are\n',
    );
  });

  it('ends while a client still holds its connection and an answer is late', async () => {
    const lab = await runLab('--fault', 'PutMetricData:late=1h');
    const client = sdk(lab.firstLine);
    const asked = put(client, { Value: 1 });
    await vi.waitFor(async () => {
      const { Metrics } = await client.send(new ListMetricsCommand({}));
      expect(Metrics).toHaveLength(1);
    });
    expect(await lab.end('SIGINT')).toBe(0);
    await asked.catch(() => {});
  });

  it('says that a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await plimsoll(['lab', 'up', '--port', String(port)])).toEqual({
      code: 2,
      stdout: '',
      stderr: `plimsoll: cannot listen on 127.0.0.1:${port}: something else does; give another --port, or 0 for any that is free\n`,
    });
  });

  it('says that another lab uses a state', async () => {
    const state = temporaryDirectory();
    const lab = await runLab('--state', state);
    expect(await plimsoll(['lab', 'up', '--port', '0', '--state', state])).toEqual({
      code: 2,
      stdout: '',
      stderr: `plimsoll: ${state}: the lab of process ${lab.process.pid} uses it: end that one, or give another directory\n`,
    });
  });

  it.each([
    [
      'a wrong fault',
      ['--fault', 'PutMetric:500'],
      '--fault: "PutMetric" is no operation of the lab: did you mean PutMetricData?',
    ],
    [
      'a wrong port',
      ['--port', '70000'],
      "option '--port <number>' argument '70000' is invalid. It must be a whole number from 0 to 65535.",
    ],
    ['a table', ['--output', 'table'], 'lab up has no --output table: use text or json'],
    ['a query', ['--query', 'url'], 'lab up has no result for --query: leave it out'],
    [
      'an option of a group without one',
      ['--max-size', '4'],
      '--max-size is of a --group: give that as well',
    ],
    [
      'sizes that contradict each other',
      ['--group', 'shop-asg', '--min-size', '5', '--max-size', '4'],
      '--min-size 5 is above --max-size 4: lower it or raise the other',
    ],
  ])('refuses %s', async (_, args, problem) => {
    expect(await plimsoll(['lab', 'up', ...args])).toEqual({
      code: 2,
      stdout: '',
      stderr: `plimsoll: ${problem}\n`,
    });
  });
});
