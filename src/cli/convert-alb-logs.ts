import { resolve } from 'node:path';
import { AlbLog, type AlbLogResult } from '../curve/alb-log/alb-log.ts';
import { Lines } from '../curve/alb-log/lines.ts';
import { RequestTally } from '../curve/alb-log/request-tally.ts';
import type { Curve } from '../curve/curve.ts';
import { missingSteps } from '../curve/missing-steps.ts';
import { PlimsollError } from '../error.ts';
import { counted } from '../load/counted.ts';
import { formatNumber } from '../report/format-number.ts';
import type { CurveConvertOptions } from './curve-convert.ts';
import { filesOf, readUnpacked } from './log-files.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Reads access logs as a curve, and writes the requests file if it is asked for.
 * What the curve does not hold is told. Throws a `PlimsollError`.
 *
 * @param stepSeconds of the curve that is wanted in the end; undefined: a minute
 */
export async function readAlbLogs(
  paths: readonly string[],
  options: CurveConvertOptions,
  stepSeconds: number | undefined,
  note: (text: string) => void,
): Promise<Curve> {
  const { requests, compress, out } = options;
  if (requests !== undefined && resolve(requests) === resolve(out))
    throw new PlimsollError(
      'usage',
      requests === '-'
        ? '--requests and the curve both go to stdout; give one of them a file'
        : `--requests and --out are both ${requests}; name two files`,
    );
  if (stepSeconds !== undefined && !(Number.isInteger(stepSeconds) && stepSeconds > 0))
    throw new PlimsollError(
      'usage',
      `--step ${options.step} is not whole seconds; give 1s or more`,
    );
  const tally = requests === undefined ? undefined : new RequestTally(options.queries === 'keep');
  // Compressed steps are made of minutes, others of the longest that both they and a minute are made of.
  const base =
    stepSeconds === undefined || compress !== undefined ? MINUTE : divisor(stepSeconds, MINUTE);
  const log = new AlbLog(base, tally);
  const files = await filesOf(paths);
  const damaged: string[] = [];
  for (const path of files) {
    const source = path === '-' ? 'stdin' : path;
    const lines = new Lines((bytes, start, end, line) => log.take(bytes, start, end, source, line));
    const damage = await readUnpacked(path, (piece) => lines.push(piece));
    if (damage !== undefined) damaged.push(`${source}: its gzip is damaged (${damage})`);
    lines.end();
  }
  const [first] = paths;
  const source = paths.length === 1 ? (first === '-' ? 'stdin' : first) : `${files.length} files`;
  const result = log.finish(source, options.missing === 'zero');
  for (const file of damaged) note(`${file}; what stands before the damage counts`);
  tellLeftOut(result, source, note);
  if (requests !== undefined && tally !== undefined)
    await writeTally(tally, requests, options.most ?? MOST, note);
  return result.curve;
}

function tellLeftOut(result: AlbLogResult, source: string, note: (text: string) => void): void {
  const { curve, entries, broken, withoutArrival, withNewFields, outside } = result;
  const of = `of ${formatNumber(entries)}`;
  if (broken.count > 0) {
    note(`${source}: ${counted(broken.count, 'line')} left out that are no entries, such as:`);
    for (const problem of broken.first) note(problem);
  }
  if (withoutArrival > 0)
    note(
      `${source}: ${formatNumber(withoutArrival)} ${of} entries have no request_creation_time; they count at the time of their answer`,
    );
  if (withNewFields > 0)
    note(
      `${source}: ${formatNumber(withNewFields)} ${of} entries have fields that are newer than plimsoll; these are ignored`,
    );
  if (outside > 0)
    note(
      `${source}: ${formatNumber(outside)} ${of} entries arrived in five minutes of which there is no log; they are not in the curve`,
    );
  const gap = missingSteps(curve) * curve.stepSeconds;
  if (gap > 0)
    note(
      `${source}: ${formatNumber(gap / 300)} times five minutes have no entry at all and stay gaps, since their files may be missing; where that means no request, --missing zero says so`,
    );
}

async function writeTally(
  tally: RequestTally,
  path: string,
  most: number,
  note: (text: string) => void,
): Promise<void> {
  const { writeRequests } = await import('../load/write-requests.ts');
  const { requests, total, distinct, mostMissed, unreadable } = tally.finish();
  const { text, kept, keptCount, unsendable, hasBodies } = writeRequests(requests, most);
  if (kept === 0)
    throw new PlimsollError(
      'bad-file',
      `--requests ${path}: no entry names a request that could be sent again; leave it out`,
    );
  await writeWhole(path, [text]);
  const at = `--requests ${path}`;
  if (kept < distinct)
    note(
      `${at}: the ${kept} most frequent of ${mostMissed > 0 ? 'more than ' : ''}${formatNumber(distinct)} requests, which are ${formatNumber((100 * keptCount) / total)} % of what came; --most says how many`,
    );
  if (mostMissed > 0)
    note(
      `${at}: so many different ones came that weights may be too low by up to ${formatNumber(mostMissed)} of ${formatNumber(total)}`,
    );
  if (unreadable > 0)
    note(`${at}: ${formatNumber(unreadable)} entries have no readable request line`);
  if (unsendable > 0)
    note(`${at}: ${formatNumber(unsendable)} different requests cannot be sent as they stand`);
  if (hasBodies) note(`${at}: a log has no bodies; add them where a POST, PUT or PATCH wants one`);
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

const MINUTE = 60;
const MOST = 100;
