import { createHash } from 'node:crypto';
import { PlimsollError } from '../../error.ts';
import type { SeedPlan } from './plan.ts';

/** A plan, and what tells it from every other. */
export interface IdentifiedPlan {
  readonly plan: SeedPlan;
  /** Of all that the plan says. */
  readonly sha256: string;
}

/** A plan as text, a line a datum; `parsePlan` reads it. */
export function formatPlan(plan: SeedPlan): string {
  const { calls, ...head } = plan;
  const rows = calls.map(({ bytes, data }) => {
    const lines = data.map((datum) => JSON.stringify(datum));
    return `{"bytes":${bytes},"data":[\n${lines.join(',\n')}]}`;
  });
  const about = JSON.stringify({ schemaVersion: SCHEMA_VERSION, sha256: hashOf(plan) }).slice(
    1,
    -1,
  );
  return `{"plimsoll":"seed-plan",${about},\n${JSON.stringify(head).slice(1, -1)},\n"calls":[\n${rows.join(',\n')}]}\n`;
}

/**
 * Reads a plan that `formatPlan` wrote. Lines and blanks may have changed; a plan that
 * says anything else than it said when it was made is refused.
 *
 * Throws a `PlimsollError` (`bad-file`).
 *
 * @param source how messages call the file
 */
export function parsePlan(text: string, source: string): IdentifiedPlan {
  const { plimsoll, schemaVersion, sha256, ...plan } = objectOf(text, source);
  if (plimsoll !== 'seed-plan')
    throw new PlimsollError(
      'bad-file',
      `${source}: is no plan; give a file that plimsoll predict seed plan -o wrote`,
    );
  if (schemaVersion !== SCHEMA_VERSION)
    throw new PlimsollError(
      'bad-file',
      `${source}: has schemaVersion ${JSON.stringify(schemaVersion)}, and this plimsoll reads ${SCHEMA_VERSION}; use the version that made it, or make the plan again`,
    );
  if (sha256 !== hashOf(plan))
    throw new PlimsollError(
      'bad-file',
      `${source}: was changed after it was made (its sha256 does not fit); make the plan again with plimsoll predict seed plan`,
    );
  // What has the hash that formatPlan made is what formatPlan was given.
  return { plan: plan as unknown as SeedPlan, sha256: String(sha256) };
}

const SCHEMA_VERSION = 1;

function objectOf(text: string, source: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new PlimsollError(
    'bad-file',
    `${source}: is no whole JSON object; give a file that plimsoll predict seed plan -o wrote`,
  );
}

function hashOf(plan: object): string {
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex');
}
