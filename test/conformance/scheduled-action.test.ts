import { describe, expect, it } from 'vitest';
import { nextRun, type ScheduledAction } from '../../src/model/scheduled-action.ts';

const seconds = (iso: string) => Date.parse(iso) / 1000;

function runs(action: Partial<ScheduledAction>, from: string, count: number): string[] {
  const found: string[] = [];
  let at = seconds(from);
  for (let i = 0; i < count; i++) {
    at = nextRun({ ScheduledActionName: 'a', ...action }, at);
    if (at === Number.POSITIVE_INFINITY) break;
    found.push(new Date(1000 * at).toISOString().slice(0, 16));
    at += 1;
  }
  return found;
}

/** EC2 Auto Scaling user guide, "Scheduled scaling". */
describe('a scheduled action', () => {
  it('of 30 6 * * 2 runs on Tuesdays at 06:30', () => {
    expect(runs({ Recurrence: '30 6 * * 2' }, '2026-06-01T00:00:00Z', 2)).toEqual([
      '2026-06-02T06:30',
      '2026-06-09T06:30',
    ]);
  });

  it('runs in UTC where it names no time zone', () => {
    expect(runs({ Recurrence: '0 9 * * *' }, '2026-06-01T00:00:00Z', 1)).toEqual([
      '2026-06-01T09:00',
    ]);
  });

  it('keeps its local time when the clocks change', () => {
    const action = { Recurrence: '0 9 * * *', TimeZone: 'Europe/Berlin' };
    expect(runs(action, '2026-03-28T00:00:00Z', 2)).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
    ]);
    expect(runs(action, '2026-10-24T00:00:00Z', 2)).toEqual([
      '2026-10-24T07:00',
      '2026-10-25T08:00',
    ]);
  });

  it('runs at StartTime, then as it recurs, and no more from EndTime on', () => {
    const action = {
      Recurrence: '0 12 * * *',
      StartTime: seconds('2026-06-02T03:00:00Z'),
      EndTime: seconds('2026-06-04T12:00:00Z'),
    };
    expect(runs(action, '2026-06-01T00:00:00Z', 9)).toEqual([
      '2026-06-02T03:00',
      '2026-06-02T12:00',
      '2026-06-03T12:00',
    ]);
  });

  it('without a recurrence runs once', () => {
    const action = { StartTime: seconds('2026-06-02T03:00:00Z') };
    expect(runs(action, '2026-06-01T00:00:00Z', 9)).toEqual(['2026-06-02T03:00']);
    expect(runs(action, '2026-06-02T03:00:01Z', 9)).toEqual([]);
  });
});
