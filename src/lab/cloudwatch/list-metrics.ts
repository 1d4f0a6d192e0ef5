import type { MetricIdentity } from '../../model/metric-math/search/search.ts';
import { operation } from '../operation.ts';
import { BOOLEAN, list, type Of, oneOf, structure, TEXT, text } from '../shape/shape.ts';
import { keyOf } from './metric-datum.ts';
import { METRIC, NAME } from './metric-shapes.ts';
import { invalidValue } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

const INPUT = structure({
  Namespace: NAME,
  MetricName: NAME,
  Dimensions: list(structure({ Value: text(1, 1024) }, { Name: NAME }), 10),
  NextToken: TEXT,
  RecentlyActive: oneOf('PT3H'),
  IncludeLinkedAccounts: BOOLEAN,
  OwningAccount: TEXT,
});
type Input = Of<typeof INPUT>;

/**
 * ListMetrics: 500 a page, those that were put in the last two weeks.
 *
 * Source: Amazon CloudWatch API reference, ListMetrics.
 */
export const listMetrics = operation({
  input: INPUT,
  output: structure({ Metrics: list(METRIC), NextToken: TEXT }),
  handle: (input, { store, now: clock }: CloudWatchWorld) => {
    const { IncludeLinkedAccounts, OwningAccount, RecentlyActive, NextToken } = input;
    if (IncludeLinkedAccounts === true || OwningAccount !== undefined)
      throw invalidValue(
        'The lab has one account: remove IncludeLinkedAccounts and OwningAccount.',
      );
    const now = clock();
    const after = readToken(NextToken);
    const active = RecentlyActive === undefined ? Number.NEGATIVE_INFINITY : now - 3 * 3_600_000;
    const found = store
      .listed(now)
      .filter(({ newestPut }) => newestPut >= active)
      .map(({ identity }) => identity)
      .filter((identity) => fits(identity, input) && keyOf(identity) > after);
    const Metrics = found.slice(0, PAGE);
    const last = Metrics[PAGE - 1];
    return { Metrics, ...(found.length > PAGE && { NextToken: tokenAfter(last) }) };
  },
});

const PAGE = 500;

function fits(metric: MetricIdentity, { Namespace, MetricName, Dimensions = [] }: Input): boolean {
  return (
    (Namespace ?? metric.Namespace) === metric.Namespace &&
    (MetricName ?? metric.MetricName) === metric.MetricName &&
    Dimensions.every(({ Name, Value }) =>
      metric.Dimensions?.some((own) => own.Name === Name && (Value ?? own.Value) === own.Value),
    )
  );
}

/** The metrics are listed in the order of their keys. */
function tokenAfter(metric: MetricIdentity): string {
  return Buffer.from(keyOf(metric)).toString('base64url');
}

function readToken(token: string | undefined): string {
  if (token === undefined) return '';
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (!key.startsWith('["')) throw invalidValue('The parameter NextToken is invalid.');
  return key;
}
