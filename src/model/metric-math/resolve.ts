import { nearest } from '../../curve/nearest.ts';
import { shown } from '../../curve/shown.ts';
import { PlimsollError } from '../../error.ts';
import type { ValueProblem } from '../json/shape.ts';
import {
  type Compiled,
  compileExpression,
  referencesIn,
  type Scope,
} from './compile-expression.ts';
import { parseExpression } from './parse.ts';
import type { MetricDataQuery, MetricStat } from './query.ts';

/** A query that knows what it refers to. */
export type ResolvedQuery = {
  readonly query: MetricDataQuery;
  readonly kind: 'series' | 'array';
} & (
  | { readonly stat: MetricStat }
  | {
      readonly compiled: Compiled;
      /** Ids it refers to, directly. */
      readonly references: readonly string[];
    }
);

/** Queries by Id, in an order in which each comes after those it refers to; or what is wrong. */
export interface Resolution {
  readonly queries: ReadonlyMap<string, ResolvedQuery>;
  /** Paths start at the list of queries: `[1, 'Expression']`. */
  readonly problems: readonly ValueProblem[];
}

/**
 * Reads the expressions of queries and finds what each refers to: unknown Ids,
 * circles, mistakes in expressions. A query that refers to a wrong one is left out without
 * a word of its own.
 */
export function resolveQueries(queries: readonly MetricDataQuery[]): Resolution {
  return new Resolver(queries).resolve();
}

class Resolver {
  readonly #queries: readonly MetricDataQuery[];
  readonly #ids: readonly string[];
  readonly #metrics: readonly string[];
  readonly #resolved = new Map<string, ResolvedQuery>();
  readonly #problems: ValueProblem[] = [];
  readonly #tried = new Set<string>();

  constructor(queries: readonly MetricDataQuery[]) {
    this.#queries = queries;
    this.#ids = queries.map(({ Id }) => Id);
    this.#metrics = queries.filter(({ MetricStat }) => MetricStat).map(({ Id }) => Id);
  }

  resolve(): Resolution {
    for (const id of this.#ids) this.#resolveOne(id, []);
    return { queries: this.#resolved, problems: this.#problems };
  }

  /** @param from the Ids on the way here */
  #resolveOne(id: string, from: readonly string[]): void {
    if (this.#tried.has(id)) return;
    this.#tried.add(id);
    const index = this.#ids.indexOf(id);
    const query = this.#queries[index];
    if (query.MetricStat !== undefined)
      this.#resolved.set(id, { query, kind: 'series', stat: query.MetricStat });
    else if (query.Expression !== undefined) this.#resolveExpression(index, [...from, id]);
  }

  #resolveExpression(index: number, way: readonly string[]): void {
    const query = this.#queries[index];
    try {
      const expression = parseExpression(query.Expression ?? '');
      const references = referencesIn(expression, this.#metrics);
      const ids = [...new Set(references.map(({ id }) => id))];
      if (!ids.every((id) => this.#isSound(id, index, way))) return;
      const compiled = compileExpression(expression, this.#scope);
      const kind = compiled.kind === 'array' ? 'array' : 'series';
      this.#resolved.set(query.Id, { query, kind, compiled, references: ids });
    } catch (error) {
      if (!(error instanceof PlimsollError)) throw error;
      this.#tell(index, `is wrong: ${error.message}`);
    }
  }

  /** Whether what an expression refers to is there and right. */
  #isSound(id: string, index: number, way: readonly string[]): boolean {
    if (!this.#ids.includes(id)) {
      this.#tell(index, whyUnknown(id, this.#ids));
      return false;
    }
    if (way.includes(id)) {
      const circle = [...way.slice(way.indexOf(id)), id].join(' → ');
      this.#tell(index, `refers to itself, ${circle}: break the circle`);
      return false;
    }
    this.#resolveOne(id, way);
    return this.#resolved.has(id);
  }

  #tell(index: number, says: string): void {
    this.#problems.push({ path: [index, 'Expression'], says });
  }

  get #scope(): Scope {
    return { kindOf: (id) => this.#resolved.get(id)?.kind, metrics: this.#metrics };
  }
}

function whyUnknown(id: string, known: readonly string[]): string {
  const meant = nearest(id, known);
  const cure = meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`;
  const hint = /^(?:and|or)$/i.test(id) ? `write ${id.toUpperCase()} in upper case` : cure;
  return `refers to ${shown(id)}, which is no query's Id: ${hint}`;
}
