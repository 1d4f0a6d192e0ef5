import { describe, expect, it } from 'vitest';
import { summarizeHistory } from '../../src/predict/history/history-summary.ts';
import {
  historyRow,
  historyText,
  historyWarnings,
  type WrittenHistory,
} from '../../src/report/history.ts';
import { dayBefore } from '../predict/history/day-before.ts';

const history = dayBefore(Date.UTC(2026, 10, 2));
const summary = summarizeHistory(history, 50);
const written: WrittenHistory = {
  source: 'shop.csv',
  shiftedWeeks: 43,
  repeatedPeriods: 0,
  filledPeriods: 0,
  capacity: 'target=50',
  format: 'csv',
  files: ['history.csv'],
  commands: [],
};

function text(changes: Partial<WrittenHistory> = {}): string {
  const terminal = { width: 80, color: false };
  return historyText(summary, { ...written, ...changes }, { history }, terminal);
}

describe('a history for people', () => {
  it('says what was written, of which time, from which curve', () => {
    expect(text()).toMatch(/^history {6}history\.csv, csv$/m);
    expect(text()).toMatch(/^time \(UTC\) {3}2026-11-01 00:00 to 2026-11-02 00:00, 1 d$/m);
    expect(text()).toMatch(/^curve {8}shop\.csv, moved on by 43 weeks$/m);
  });

  it('says what of the curve was moved, repeated and filled', () => {
    expect(text({ shiftedWeeks: -1, repeatedPeriods: 288, filledPeriods: 6 })).toMatch(
      /^curve {8}shop\.csv, moved back by 1 week, 1 d of it repeated, 30 min unknown and filled$/m,
    );
    expect(text({ shiftedWeeks: 0 })).toMatch(/^curve {8}shop\.csv$/m);
  });

  it('ends with the commands, each to be run once', () => {
    const lines = text({ files: ['a-001.json', 'a-002.json'], commands: ['put 1', 'put 2'] });
    expect(lines).toMatch(/^history {6}a-001\.json to a-002\.json \(2 files\), csv$/m);
    expect(lines).toMatch(/Run each once, in this order: [^\n]*\n\nput 1\nput 2$/);
  });

  it('says that a correlation is undefined rather than none', () => {
    const flat = { ...summary, requestsCorrelation: null };
    const lines = historyText(flat, written, { history }, { width: 80, color: false });
    expect(lines).toMatch(/^correlation {2}undefined: one of them does not vary/m);
  });
});

describe('what spoils a history', () => {
  it('is said with its length and the cure', () => {
    expect(historyWarnings({ ...summary, saturatedPeriods: 3 })).toEqual([
      expect.stringMatching(/^fully busy for 15 min: .*; raise the group's MaxSize/),
    ]);
    expect(historyWarnings({ ...summary, aboveTargetPeriods: 12 })).toEqual([
      expect.stringMatching(/^above its target for 1 h, .*; raise its MaxSize/),
    ]);
    expect(historyWarnings({ ...summary, aboveTargetPeriods: 0 })).toEqual([]);
  });
});

describe('a history as a row of CSV', () => {
  it('has a column a figure and none that is a list', () => {
    const row = historyRow(summary, written);
    expect(row).toMatchObject({ files: 1, capacity: 'target=50', periods: 288 });
    expect(Object.values(row).filter((cell) => typeof cell === 'object')).toEqual([]);
  });
});
