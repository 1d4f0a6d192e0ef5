import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type Random, seededRandom } from '../../src/curve/random.ts';
import type { LedgerRecord } from '../../src/predict/seed/ledger-record.ts';
import { planSeed } from '../../src/predict/seed/plan.ts';
import { formatPlan } from '../../src/predict/seed/plan-file.ts';
import { hourlyDifferences } from './hourly-differences.ts';
import { type KillMoment, killedApply } from './killed-apply.ts';
import { seededHistory } from './seeded-history.ts';
import { kills, type Trouble } from './trouble.ts';

export interface SoakRun {
  readonly trouble: Trouble;
  /** Processes that were started, and of them killed before they ended by themselves. */
  readonly processes: number;
  readonly killed: number;
  /** Calls put in doubt, by why. */
  readonly doubts: readonly string[];
  readonly foundStored: number;
  readonly foundAbsent: number;
  readonly refused: number;
  readonly witnesses: number;
  /** Hours that are not the plan's. */
  readonly differences: readonly string[];
}

/**
 * One plan, applied under trouble, again and again until it is done; then held against
 * what the lab has.
 */
export async function soakRun(
  seed: number,
  trouble: Trouble,
  lab: { readonly url: string; readonly client: CloudWatchClient },
): Promise<SoakRun> {
  const random = seededRandom(seed);
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-soak-'));
  try {
    const plan = planSeed(seededHistory(seed, 24), {
      namespace: `Soak/${trouble}-${seed}`,
      group: 'soak-asg',
      now: Math.floor(Date.now() / 1000),
      mostData: 60 + Math.floor(140 * random()),
    });
    const planPath = join(directory, 'plan.json');
    writeFileSync(planPath, formatPlan(plan));
    const timesToKill = kills(trouble) ? 1 + Math.floor(3 * random()) : 0;
    let processes = 0;
    let killed = 0;
    for (let code: number | null = null; code !== 0; ) {
      if (processes++ > MOST_PROCESSES) throw new Error(`seed ${seed}: it is never done`);
      const outcome = await killedApply(
        planPath,
        lab.url,
        processes <= timesToKill ? anyMoment(random, plan.calls.length) : undefined,
      );
      code = outcome.code;
      if (code === null) killed++;
      else if (code !== 0) throw new Error(`seed ${seed}: exit code ${code}: ${outcome.said}`);
    }
    const records = ledgerOf(planPath.replace(/json$/, 'ledger'));
    const settled = records.filter((record) => record.kind === 'settled');
    return {
      trouble,
      processes,
      killed,
      doubts: records.flatMap((record) => (record.kind === 'doubtful' ? [record.why] : [])),
      foundStored: settled.filter(({ as }) => as === 'stored').length,
      foundAbsent: settled.filter(({ as }) => as === 'absent').length,
      refused: records.filter(({ kind }) => kind === 'refused').length,
      witnesses: records.filter(({ kind }) => kind === 'witness').length,
      differences: await hourlyDifferences(plan, lab.client),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const MOST_PROCESSES = 10;

/** From before the first record to after the last one; 40 ms is more than a call takes. */
function anyMoment(random: Random, calls: number): KillMoment {
  return { records: Math.floor(2 * calls * random()), ms: 40 * random() };
}

function ledgerOf(path: string): LedgerRecord[] {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line.slice(line.indexOf(' '))) as LedgerRecord);
}
