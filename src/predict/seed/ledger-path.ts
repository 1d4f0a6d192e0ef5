import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { PlimsollError } from '../../error.ts';
import type { LedgerOwner } from './ledger-record.ts';

/**
 * Where a plan's ledger lies: beside the plan's own file, whatever link it is named by,
 * so that a plan has one.
 */
export async function ledgerPath(planPath: string, owner: LedgerOwner): Promise<string> {
  const path = await realpath(planPath).catch(() => planPath);
  const stem = path.replace(/\.json$/, '');
  return owner === 'apply' ? `${stem}.ledger` : `${stem}.follow.ledger`;
}

/**
 * Throws a `PlimsollError` (`bad-file`) where a new plan would be written over one of
 * which something was sent: its ledger would be of no plan any more.
 */
export async function refuseLedger(planPath: string): Promise<void> {
  for (const owner of ['apply', 'follow'] as const) {
    const path = await ledgerPath(planPath, owner);
    if (existsSync(path))
      throw new PlimsollError(
        'bad-file',
        `${planPath}: was applied, as ${path} tells, and would be written over: what was sent may not show yet and would count twice; give another -o, and a fresh --namespace`,
      );
  }
}
