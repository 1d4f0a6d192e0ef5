import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { startLab } from '../../src/lab/start-lab.ts';
import { table } from '../../src/report/table.ts';
import { type SoakRun, soakRun } from './soak-run.ts';
import { TROUBLE_NAMES, TROUBLES, type Trouble } from './trouble.ts';

/*
 * `npm run soak -- [RUNS [SEED]]`: applies plans to a lab, each under trouble of a seeded
 * kind and moment, until they are done; then every hour must be the plan's. Exit code 1
 * where one is not.
 */
const [runs = 200, seed = 1] = process.argv.slice(2).map(Number);
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const labs = new Map<Trouble, Awaited<ReturnType<typeof troubledLab>>>();
for (const trouble of TROUBLE_NAMES) labs.set(trouble, await troubledLab(trouble));

const done: SoakRun[] = [];
let next = 0;
await Promise.all([worker(), worker()]);
for (const lab of labs.values()) await lab.close();

print(summary(done));
const wrong = done.flatMap(({ differences }) => differences);
for (const difference of wrong.slice(0, 20)) print(difference);
print(
  wrong.length === 0
    ? `all ${done.length} runs: SampleCount and Sum of every hour are the plan's`
    : `${done.filter(({ differences }) => differences.length > 0).length} of ${done.length} runs differ`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function troubledLab(trouble: Trouble) {
  const lab = await startLab({ faults: TROUBLES[trouble], seed });
  const client = new CloudWatchClient({
    endpoint: lab.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  });
  return { url: lab.url, client, close: () => lab.close() };
}

async function worker(): Promise<void> {
  while (next < runs) {
    const number = next++;
    const trouble = TROUBLE_NAMES[number % TROUBLE_NAMES.length];
    const lab = labs.get(trouble);
    if (lab === undefined) throw new Error(`no lab of ${trouble}`);
    done.push(await soakRun(1000 * seed + number, trouble, lab));
    if (done.length % 20 === 0) process.stderr.write(`${done.length} of ${runs} runs\n`);
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function summary(all: readonly SoakRun[]): string {
  const rows = TROUBLE_NAMES.map((trouble) => all.filter((run) => run.trouble === trouble));
  const sum = (some: readonly SoakRun[], of: (run: SoakRun) => number) =>
    some.reduce((total, run) => total + of(run), 0);
  return table(
    [...rows, all],
    [
      { header: 'trouble', cell: (some) => (some === all ? 'all' : some[0]?.trouble) },
      { header: 'runs', cell: (some) => some.length },
      { header: 'processes', cell: (some) => sum(some, ({ processes }) => processes) },
      { header: 'killed', cell: (some) => sum(some, ({ killed }) => killed) },
      { header: 'refused', cell: (some) => sum(some, ({ refused }) => refused) },
      { header: 'in doubt', cell: (some) => sum(some, ({ doubts }) => doubts.length) },
      { header: 'found stored', cell: (some) => sum(some, ({ foundStored }) => foundStored) },
      { header: 'absent, sent again', cell: (some) => sum(some, (run) => run.foundAbsent) },
      { header: 'witnesses', cell: (some) => sum(some, ({ witnesses }) => witnesses) },
      {
        header: 'exact',
        cell: (some) => some.filter(({ differences }) => differences.length === 0).length,
      },
    ],
  );
}
