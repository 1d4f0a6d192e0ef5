import { open, rm } from 'node:fs/promises';
import { PlimsollError } from '../../error.ts';
import { FileJournal, type JournalFile } from '../../journal/journal.ts';
import { readRecords } from '../../journal/records.ts';
import { advance, type Delivery, newDelivery } from './delivery.ts';
import { ledgerPath } from './ledger-path.ts';
import { headOf } from './ledger-read.ts';
import type { LedgerOwner, LedgerRecord } from './ledger-record.ts';
import type { SeedPlan } from './plan.ts';
import type { IdentifiedPlan } from './plan-file.ts';
import { refuseElsewhere, type Whereabouts } from './whereabouts.ts';

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
  readonly #where: Whereabouts;
  readonly #sentNow = new Set<number>();
  #isNew = true;
  #delivery: Delivery;
  /** The periods of calls that no plan has. */
  readonly #spans: { readonly from: number; readonly to: number }[] = [];

  private constructor(
    path: string,
    journal: FileJournal,
    owner: LedgerOwner,
    { plan, sha256 }: IdentifiedPlan,
    where: Whereabouts,
  ) {
    this.path = path;
    this.#journal = journal;
    this.#owner = owner;
    this.#sha256 = sha256;
    this.#where = where;
    this.#delivery = newDelivery(plannedCalls(plan, owner));
  }

  /**
   * Opens a plan's ledger for this process alone.
   *
   * Throws a `PlimsollError` (`bad-file`) where another process has it, it is another
   * plan's, tells of another CloudWatch, or is damaged.
   */
  static async open(
    identified: IdentifiedPlan,
    owner: LedgerOwner,
    planPath: string,
    where: Whereabouts,
  ): Promise<Ledger> {
    const path = await ledgerPath(planPath, owner);
    const records: LedgerRecord[] = [];
    const journal = await FileJournal.open(fileOf(path), (record) => {
      records.push(record as LedgerRecord);
    });
    const ledger = new Ledger(path, journal, owner, identified, where);
    try {
      const head = headOf(records, owner, identified.sha256, path);
      if (head !== undefined) refuseElsewhere(head.where, where, path);
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

  /** The calls that this process sent, but those that were refused. */
  get sentNow(): number {
    return this.#sentNow.size;
  }

  /** Nothing was ever sent by it. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** Resolves when it is on the disk. */
  async write(record: LedgerRecord): Promise<void> {
    if (this.#isNew) {
      const whose = { of: this.#owner, sha256: this.#sha256, where: this.#where };
      await this.#append({ kind: 'ledger', ...whose });
    }
    await this.#append(record);
    if (record.kind === 'sending') this.#sentNow.add(record.call);
    if (record.kind === 'refused') this.#sentNow.delete(record.call);
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
        `${this.path}: cannot be written: ${message}; what is not in it is asked of CloudWatch by the next run`,
      );
    });
    this.#take(record);
  }

  #take(record: LedgerRecord): void {
    this.#isNew = false;
    if (record.kind === 'call') this.#spans.push({ from: record.from, to: record.to });
    if (record.kind === 'abandoned')
      this.#spans[record.call] = { from: record.until, to: this.#spans[record.call].to };
    this.#delivery = advance(this.#delivery, record);
  }
}

/** What a ledger tells without anybody's claiming it. */
interface KeptLedger {
  readonly path: string;
  readonly where: Whereabouts;
  readonly delivery: Delivery;
}

/**
 * How far a plan's delivery is, without claiming its ledger: another process may be
 * writing it. Undefined where there is none. Throws as `Ledger.open` does.
 */
export async function readLedger(
  { plan, sha256 }: IdentifiedPlan,
  owner: LedgerOwner,
  planPath: string,
): Promise<KeptLedger | undefined> {
  const journal = fileOf(await ledgerPath(planPath, owner));
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
  const head = headOf(records, owner, sha256, journal.path);
  if (head === undefined) return undefined;
  const delivery = records.reduce(advance, newDelivery(plannedCalls(plan, owner)));
  return { path: journal.path, where: head.where, delivery };
}

/** What follows a plan is in none. */
function plannedCalls({ calls }: SeedPlan, owner: LedgerOwner): number {
  return owner === 'apply' ? calls.length : 0;
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
