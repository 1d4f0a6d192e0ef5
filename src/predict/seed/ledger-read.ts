import { PlimsollError } from '../../error.ts';
import type { LedgerOwner, LedgerRecord } from './ledger-record.ts';
import type { Whereabouts } from './whereabouts.ts';

/**
 * The first record of a plan's ledger, or undefined where it has none.
 *
 * Throws a `PlimsollError` (`bad-file`) where it is the ledger of another plan, or of
 * another version of this program.
 */
export function headOf(
  records: readonly LedgerRecord[],
  owner: LedgerOwner,
  sha256: string,
  path: string,
): { readonly where: Whereabouts } | undefined {
  const strange = records.find(({ kind }) => !KINDS.has(kind));
  if (strange !== undefined)
    throw new PlimsollError(
      'bad-file',
      `${path}: has a record of the kind ${JSON.stringify(strange.kind)}, which this plimsoll does not know; use the version that wrote it`,
    );
  const [first] = records;
  if (first === undefined) return undefined;
  if (first.kind !== 'ledger' || first.of !== owner || first.sha256 !== sha256)
    throw new PlimsollError(
      'bad-file',
      `${path}: is the ledger of another plan, and what that one sent may still be there; plan into a fresh --namespace, with another -o`,
    );
  return first;
}

const KINDS: ReadonlySet<string> = new Set<LedgerRecord['kind']>([
  'ledger',
  'resumed',
  'call',
  'sending',
  'acknowledged',
  'refused',
  'doubtful',
  'settled',
  'abandoned',
  'witness',
  'witness-acknowledged',
  'witness-seen',
]);
