import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mergeEncoded, percentileMs } from '../src/load/histogram.ts';
import { readRecordings } from '../src/load/read-recording.ts';
import type { LoadServer } from '../test/support/load-server.ts';
import type { Figure } from './figure.ts';
import { autocannon, loadRun, wrk } from './load-processes.ts';

/**
 * The highest rate that one thread holds, against what autocannon gets through in its
 * closed loop: with nothing dropped, no backlog at the end, and the 99th percentile of
 * the send no more than 20 ms late.
 */
export async function highestRate(server: LoadServer, folder: string): Promise<Figure[]> {
  const closed = await closedRate(server);
  const wrkRate = await wrk(server.url, 4);
  let held = 0;
  for (const share of SHARES) {
    const rate = Math.round(share * closed);
    if (!(await holdsOnce(rate, server, folder))) break;
    held = rate;
  }
  const beside = wrkRate === undefined ? 'wrk is not installed' : `wrk ${wrkRate.toFixed(0)}/s`;
  return [
    {
      name: 'load-highest-rate',
      value: held / closed,
      unit: '× autocannon',
      target: 0.7,
      bound: 'least',
      detail: `${held}/s against ${closed.toFixed(0)}/s on 50 connections; ${beside}`,
    },
  ];
}

/** Others use the machine too: a rate is held if it is held once in three times. */
async function holdsOnce(rate: number, server: LoadServer, folder: string): Promise<boolean> {
  for (let i = 0; i < 3; i++) if (await holds(rate, server, folder)) return true;
  return false;
}

async function closedRate(server: LoadServer): Promise<number> {
  const rates: number[] = [];
  for (let i = 0; i < 3; i++) {
    server.forget();
    const { requests } = await autocannon(['--connections', '50', '--duration', '4', server.url]);
    rates.push(requests.average);
  }
  return rates.sort((a, b) => a - b)[1];
}

/** Three seconds up to the rate, then four at it, which are judged. */
async function holds(rate: number, server: LoadServer, folder: string): Promise<boolean> {
  const curve = join(folder, 'rate.csv');
  const record = join(folder, 'rate.ndjson');
  rmSync(record, { force: true });
  const rows = [0.25, 0.5, 0.75, 1, 1, 1, 1].map((share, second) => `${second},${share * rate}`);
  writeFileSync(curve, `timestamp,requests_per_second\n${rows.join('\n')}\n`);
  server.forget();
  const args = ['--url', server.url, '--curve', curve, '--record', record, '--connections', '50'];
  const { dropped } = await loadRun(args);
  const [{ seconds }] = await readRecordings([readFileSync(record, 'utf8')], record);
  const judged = seconds.filter(({ second }) => second >= 3 && second < 7);
  const lateness = mergeEncoded(judged.map(({ wait }) => wait));
  const isBehind = (judged.at(-1)?.waiting ?? rate) > UNDER_WAY_SECONDS * rate;
  return dropped === 0 && percentileMs(lateness, 99) <= 20 && !isBehind;
}

/** What waits no longer than this is under way, not behind. */
const UNDER_WAY_SECONDS = 0.005;

const SHARES = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1];
