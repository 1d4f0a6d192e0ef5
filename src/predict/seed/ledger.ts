import { open, rm } from 'node:fs/promises';
import { PlimsollError } from '../../error.ts';
import { FileJournal, type JournalFile } from '../../journal/journal.ts';
import { readRecords } from '../../journal/records.ts';
import { advance, type Delivery, newDelivery } from './delivery.ts';
import type { LedgerOwner, LedgerRecord } from './ledger-record.ts';
import type { IdentifiedPlan } from './plan-file.ts';

/**
 * The memory of a delivery, a file beside its plan: what was sent is in it before it
 * leaves, what became of it before anything follows. So it tells, after a kill at any
 * instant, what may have been stored.
 */
export class Ledger {
  readonly path: string;
  readonly #journal: FileJournal;
  readonly #owner: LedgerOwner;
  readonly #sha256: string;
  #isNew = true;
  #delivery: Delivery;
  /** The periods of calls that no plan has. */
  readonly #spans: { readonly from: number; readonly to: number }[] = [];

  private constructor(
    path: string,
    journal: FileJournal,
    owner: LedgerOwner,
    sha256: string,
    calls: number,
  ) {
    this.path = path;
    this.#journal = journal;
    this.#owner = owner;
    this.#sha256 = sha256;
    this.#delivery = newDelivery(calls);
  }

  /**
   * Opens a plan's ledger for this process alone.
   *
   * Throws a `PlimsollError` (`bad-file`) where another process has it, it is another
   * plan's, or it is damaged.
   */
  static async open(
    { plan, sha256 }: IdentifiedPlan,
    owner: LedgerOwner,
    planPath: string,
  ): Promise<Ledger> {
    const path = ledgerPath(planPath, owner);
    const records: LedgerRecord[] = [];
    const journal = await FileJournal.open(fileOf(path), (record) => {
      records.push(record as LedgerRecord);
    });
    const calls = owner === 'apply' ? plan.calls.length : 0;
    const ledger = new Ledger(path, journal, owner, sha256, calls);
    try {
      checkOwner(records[0], owner, sha256, path);
    } catch (error) {
      await journal.close();
      throw error;
    }
    for (const record of records) ledger.#take(record);
    return ledger;
  }

  get delivery(): Delivery {
    return this.#delivery;
  }

  get spans(): readonly { readonly from: number; readonly to: number }[] {
    return this.#spans;
  }

  /** Nothing was ever sent by it. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** Resolves when it is on the disk. */
  async write(record: LedgerRecord): Promise<void> {
    if (this.#isNew) {
      const first = { kind: 'ledger', of: this.#owner, sha256: this.#sha256 } as const;
      await this.#append(first);
    }
    await this.#append(record);
  }

  async close(): Promise<void> {
    // Nothing happened: there is nothing to remember.
    if (this.#isNew) await rm(this.path, { force: true });
    await this.#journal.close();
  }

  async #append(record: LedgerRecord): Promise<void> {
    await this.#journal.append(record).catch(({ message }: Error) => {
      throw new PlimsollError(
        'bad-file',
        `${this.path}: cannot be written: ${message}; what is not in it is asked of CloudWatch when the plan is applied again`,
      );
    });
    this.#take(record);
  }

  #take(record: LedgerRecord): void {
    this.#isNew = false;
    if (record.kind === 'call') this.#spans.push(record);
    this.#delivery = advance(this.#delivery, record);
  }
}

/** Where a plan's ledger lies. */
function ledgerPath(planPath: string, owner: LedgerOwner): string {
  const stem = planPath.replace(/\.json$/, '');
  return owner === 'apply' ? `${stem}.ledger` : `${stem}.follow.ledger`;
}

/**
 * How far a plan's delivery is, without claiming its ledger: another process may be
 * writing it. Undefined where there is none. Throws as `Ledger.open` does.
 */
export async function readLedger(
  { plan, sha256 }: IdentifiedPlan,
  owner: LedgerOwner,
  planPath: string,
): Promise<Delivery | undefined> {
  const journal = fileOf(ledgerPath(planPath, owner));
  const records: LedgerRecord[] = [];
  const file = await open(journal.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new PlimsollError('bad-file', `${journal.unusable}: ${error.message}`);
  });
  if (file === undefined) return undefined;
  try {
    await readRecords(file, journal, (record) => records.push(record as LedgerRecord));
  } finally {
    await file.close();
  }
  if (records.length === 0) return undefined;
  checkOwner(records[0], owner, sha256, journal.path);
  return records.reduce(advance, newDelivery(owner === 'apply' ? plan.calls.length : 0));
}

function fileOf(path: string): JournalFile {
  return {
    path,
    lockPath: `${path}.lock`,
    unusable: `${path}: cannot keep what was sent`,
    inUse: (pid) =>
      `${path}: process ${pid} is sending this plan: wait until it has ended, or end it first`,
    damagedCure:
      'what was sent is not known any more; restore the file, or make a new plan into a fresh --namespace',
  };
}

function checkOwner(
  first: LedgerRecord | undefined,
  owner: LedgerOwner,
  sha256: string,
  path: string,
): void {
  if (first === undefined) return;
  if (first.kind !== 'ledger' || first.of !== owner || first.sha256 !== sha256)
    throw new PlimsollError(
      'bad-file',
      `${path}: is the ledger of another plan; give each plan a name of its own, such as -o plan-2.json`,
    );
}
