import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatHistory } from '../../src/predict/history/history-csv.ts';
import { lab, temporaryDirectory } from '../lab/rig.ts';
import { planIn } from '../predict/seed/rig.ts';
import { seededHistory } from '../soak/seeded-history.ts';
import { countingProxy } from './counting-proxy.ts';
import { seedHere } from './seed-here.ts';

const HOUR = 3_600_000;
const NOW = Math.floor(Date.now() / HOUR) * HOUR;

/** The history of a day that ends at a time, as a file. */
function historyIn(directory: string, end = NOW, edit = (text: string) => text): string {
  const path = join(directory, 'history.csv');
  writeFileSync(path, edit(formatHistory(seededHistory(1, 24, end))));
  return path;
}

const PLAN = ['--namespace', 'Shop/Seed', '--group', 'shop-asg', '-o', 'never-written.json'];

interface Mistake {
  readonly name: string;
  /** The arguments, with everything made that they name. */
  readonly make: (directory: string) => readonly string[];
  readonly code: string;
  readonly says: RegExp;
  /** It is found out only when CloudWatch was asked. */
  readonly reads?: boolean;
  /** AWS's answer to an operation. */
  readonly refusal?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

const plan = (make: (directory: string) => string, ...more: readonly string[]) => ({
  make: (directory: string) => ['plan', make(directory), ...PLAN, ...more],
});
const apply = (make: (directory: string) => string, ...more: readonly string[]) => ({
  make: (directory: string) => ['apply', make(directory), '--yes', ...more],
});
const goodPlan = (directory: string) => planIn(directory, { now: NOW }).path;
const edited = (change: (text: string) => string) => (directory: string) => {
  const path = goodPlan(directory);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return path;
};
const withLedger = (text: (plan: string) => string) => (directory: string) => {
  const path = goodPlan(directory);
  writeFileSync(path.replace('.json', '.ledger'), text(path));
  return path;
};
/** A record with its checksum, of a plan that is none of ours. */
const STRANGE_LEDGER = '8b0a3f1b {"kind":"ledger","of":"apply","sha256":"00"}\n';

const MISTAKES: readonly Mistake[] = [
  {
    name: 'a history that is not there',
    ...plan(() => 'no-such.csv'),
    code: 'bad-file',
    says: /^no-such\.csv: no such file/,
  },
  {
    name: 'a history that is older than two weeks',
    ...plan((directory) => historyIn(directory, NOW - 14 * 24 * HOUR)),
    code: 'bad-file',
    says: /history\.csv: begins at .*, and CloudWatch takes two weeks back, .*; make the history again/,
  },
  {
    name: 'a history of the future',
    ...plan((directory) => historyIn(directory, NOW + 4 * HOUR)),
    code: 'bad-file',
    says: /history\.csv: ends at .*, and CloudWatch takes two hours ahead/,
  },
  {
    name: 'NaN',
    ...plan((directory) =>
      historyIn(directory, NOW, (text) => text.replace(/,[\d.]+\n/, ',NaN\n')),
    ),
    code: 'bad-file',
    says: /history\.csv:2: requests_per_target_per_minute "NaN" is not a finite number/,
  },
  {
    name: 'infinity',
    ...plan((directory) =>
      historyIn(directory, NOW, (text) => text.replace(/,[\d.]+\n/, ',1e999\n')),
    ),
    code: 'bad-file',
    says: /history\.csv:2: .*"1e999"/,
  },
  {
    name: 'a history with a gap',
    ...plan((directory) =>
      historyIn(directory, NOW, (text) => text.split('\n').toSpliced(9, 1).join('\n')),
    ),
    code: 'bad-file',
    says: /history\.csv:10: .* no gap/,
  },
  {
    name: "AWS's own namespace",
    make: (directory) => [
      'plan',
      historyIn(directory),
      ...['--namespace', 'AWS/EC2', '--group', 'g', '-o', 'never-written.json'],
    ],
    code: 'usage',
    says: /^--namespace "AWS\/EC2": that one is AWS's own; give one such as Shop\/Seed/,
  },
  {
    name: 'a namespace with a control character',
    make: (directory) => [
      'plan',
      historyIn(directory),
      ...['--namespace', 'Shop\u0007', '--group', 'g', '-o', 'never-written.json'],
    ],
    code: 'usage',
    says: /is no namespace/,
  },
  {
    name: 'a group with a colon',
    make: (directory) => [
      'plan',
      historyIn(directory),
      ...['--namespace', 'Shop', '--group', 'a:b', '-o', 'never-written.json'],
    ],
    code: 'usage',
    says: /^--group "a:b" is no name of an Auto Scaling group/,
  },
  {
    name: 'no namespace',
    make: (directory) => ['plan', historyIn(directory), '--group', 'g', '-o', 'x.json'],
    code: 'commander.missingMandatoryOptionValue',
    says: /--namespace/,
  },
  {
    name: 'more data in a call than CloudWatch takes',
    ...plan(historyIn, '--calls-of', '1001'),
    code: 'commander.invalidArgument',
    says: /whole number from 1 to 1000/,
  },
  {
    name: 'a plan over one that was applied',
    make: (directory) => {
      const path = withLedger(() => '')(directory);
      return ['plan', historyIn(directory), ...PLAN.slice(0, -1), path];
    },
    code: 'bad-file',
    says: /plan\.json: was applied, as .*plan\.ledger tells, and would be written over: .*; give another -o, and a fresh --namespace/,
  },
  {
    name: 'a plan over its own history',
    make: (directory) => {
      const path = historyIn(directory);
      return ['plan', path, ...PLAN.slice(0, -1), path];
    },
    code: 'usage',
    says: /history\.csv: is the history itself; give another file/,
  },
  {
    name: 'a timeout longer than any answer takes',
    ...apply(goodPlan, '--timeout', '30d'),
    code: 'usage',
    says: /^--timeout 30d is more than 15 minutes; give 30s/,
  },
  {
    name: 'a region that is none',
    ...apply(goodPlan),
    env: { AWS_REGION: 'no where' },
    code: 'usage',
    says: /^AWS_REGION "no where": no region of AWS; give one such as eu-west-1/,
  },
  {
    name: 'a plan edited by hand',
    ...apply(edited((text) => text.replace('"Sum":', '"Sum":1'))),
    code: 'bad-file',
    says: /plan\.json: was changed after it was made/,
  },
  {
    name: 'a plan with another namespace',
    ...apply(edited((text) => text.replace('Shop/Seed', 'Shop/Sead'))),
    code: 'bad-file',
    says: /plan\.json: was changed after it was made/,
  },
  {
    name: 'half a plan',
    ...apply(edited((text) => text.slice(0, text.length / 2))),
    code: 'bad-file',
    says: /plan\.json: is no whole JSON object/,
  },
  {
    name: 'a plan of a version to come',
    ...apply(edited((text) => text.replace('"schemaVersion":1', '"schemaVersion":2'))),
    code: 'bad-file',
    says: /has schemaVersion 2, and this plimsoll reads 1/,
  },
  {
    name: 'another JSON file',
    ...apply(edited(() => '{"a":1}')),
    code: 'bad-file',
    says: /plan\.json: is no plan/,
  },
  {
    name: 'a plan from stdin',
    ...apply(() => '-'),
    code: 'usage',
    says: /a plan is a file, with its ledger beside it/,
  },
  {
    name: 'a plan too old by now',
    ...apply((directory) => planIn(directory, { now: NOW - 14 * 24 * HOUR }).path),
    code: 'bad-file',
    says: /plan\.json: begins at .*; make the history and the plan again \(this one is of /,
  },
  {
    name: 'a ledger of another plan',
    ...apply(withLedger(() => ledgerLine('{"kind":"ledger","of":"apply","sha256":"00"}'))),
    code: 'bad-file',
    says: /plan\.ledger: is the ledger of another plan/,
  },
  {
    name: 'a damaged ledger',
    ...apply(withLedger(() => STRANGE_LEDGER + STRANGE_LEDGER)),
    code: 'bad-file',
    says: /plan\.ledger:1: the record is damaged/,
  },
  {
    name: 'a plan not confirmed',
    make: (directory) => ['apply', goodPlan(directory)],
    reads: true,
    code: 'usage',
    says: /^nothing was changed: look at the plan above, then confirm with --yes/,
  },
  {
    name: 'a rate of nothing',
    ...apply(goodPlan, '--rate', '0'),
    code: 'commander.invalidArgument',
    says: /must be a number above 0/,
  },
  {
    name: 'a wait that is no duration',
    ...apply(goodPlan, '--wait', 'soon'),
    code: 'usage',
    says: /^--wait "soon" is no duration/,
  },
  {
    name: 'expired credentials',
    ...apply(goodPlan),
    refusal: { '*': 'ExpiredToken' },
    code: 'aws-refused',
    says: /^AWS refused cloudwatch:GetMetricData: ExpiredToken: .*; the credentials are too old: log in again/,
  },
  {
    name: 'wrong credentials',
    ...plan(historyIn),
    refusal: { '*': 'InvalidClientTokenId' },
    code: 'aws-refused',
    says: /InvalidClientTokenId: .*; the credentials are wrong/,
  },
  {
    name: 'no permission to read',
    ...apply(goodPlan),
    refusal: { GetMetricData: 'AccessDenied' },
    code: 'aws-refused',
    says: /^AWS refused cloudwatch:GetMetricData: AccessDenied: .*; the permission is missing/,
  },
  {
    name: 'no region',
    ...apply(goodPlan),
    env: { AWS_ENDPOINT_URL: '', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' },
    code: 'usage',
    says: /^no region: give --region, or set AWS_REGION/,
  },
  {
    name: 'an endpoint that is no URL',
    ...apply(goodPlan),
    env: { AWS_ENDPOINT_URL: 'localhost:4566' },
    code: 'usage',
    says: /^AWS_ENDPOINT_URL localhost:4566: no URL of an endpoint/,
  },
  {
    name: 'nobody at the endpoint',
    ...apply(goodPlan),
    env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    code: 'unreachable',
    says: /^cloudwatch:GetMetricData: no answer: .*ECONNREFUSED/,
  },
  {
    name: 'two ends of following',
    make: (directory) => [
      'follow',
      goodPlan(directory),
      ...['--for', '1h', '--until', '2100-01-01T00:00:00Z'],
    ],
    code: 'usage',
    says: /^--for and --until both say when it ends; give one/,
  },
  {
    name: 'following what is not applied',
    make: (directory) => ['follow', goodPlan(directory), '--yes'],
    code: 'bad-file',
    says: /is not wholly applied/,
  },
];

function ledgerLine(json: string): string {
  return `${crc32(json).toString(16).padStart(8, '0')} ${json}\n`;
}

describe('a mistake in seeding', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(MISTAKES)('is one clear line, and nothing is sent: $name', async (mistake) => {
    const { url } = await lab({ now: Date.now });
    const proxy = await countingProxy(url, mistake.refusal);
    vi.stubEnv('HOME', '/nowhere');
    vi.stubEnv('AWS_ENDPOINT_URL', proxy.url);
    for (const [name, value] of Object.entries(mistake.env ?? {})) vi.stubEnv(name, value);
    const { refusal } = await seedHere(...mistake.make(temporaryDirectory()));
    const { code, message = '' } = refusal ?? {};
    expect([code, message]).toEqual([mistake.code, expect.stringMatching(mistake.says)]);
    expect(message).not.toContain('\n');
    expect(proxy.asked.get('PutMetricData')).toBeUndefined();
    if (mistake.refusal === undefined && mistake.reads !== true)
      expect([...proxy.asked.keys()]).toEqual([]);
  });

  it('has AWS refuse a call for want of permission, and the same plan applied afterwards', async () => {
    const { url } = await lab({ now: Date.now });
    const path = goodPlan(temporaryDirectory());
    const refusal: Record<string, string> = { PutMetricData: 'AccessDenied' };
    const proxy = await countingProxy(url, refusal);
    vi.stubEnv('AWS_ENDPOINT_URL', proxy.url);
    expect((await seedHere('apply', path, '--yes')).refusal).toMatchObject({
      code: 'aws-refused',
      message: expect.stringMatching(/PutMetricData: AccessDenied: .*; the permission is missing/),
    });
    expect(proxy.asked.get('PutMetricData')).toBe(1);
    delete refusal.PutMetricData;
    expect(await seedHere('apply', path, '--yes')).toMatchObject({ refusal: undefined });
  });
});
