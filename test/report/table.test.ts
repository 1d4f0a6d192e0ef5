import { describe, expect, it } from 'vitest';
import { table } from '../../src/report/table.ts';

interface Strategy {
  readonly name: string;
  readonly cost: number | undefined;
}

const STRATEGIES: readonly Strategy[] = [
  { name: 'fixed-10', cost: 12_345.6 },
  { name: 'größer', cost: 7 },
  { name: 'none', cost: undefined },
];

describe('table', () => {
  it('aligns words to the left and numbers to the right', () => {
    const text = table(STRATEGIES, [
      { header: 'strategy', cell: ({ name }) => name },
      { header: 'cost', cell: ({ cost }) => cost, decimals: 2 },
    ]);
    expect(`\n${text}`).toBe(`
strategy       cost
────────  ─────────
fixed-10  12,345.60
größer         7.00
none              –`);
  });

  it('aligns as told', () => {
    const text = table(STRATEGIES, [{ header: 'name', cell: ({ name }) => name, align: 'right' }]);
    expect(text.split('\n').at(-1)).toBe('    none');
  });

  it('shows the headers of a table without rows', () => {
    expect(table([], [{ header: 'strategy', cell: () => '' }])).toBe('strategy\n────────');
  });
});
