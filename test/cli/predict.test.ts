import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll } from './plimsoll.ts';

const SHOP = join(import.meta.dirname, '../../fixtures/shop.csv');

describe.concurrent('plimsoll predict forecast', () => {
  it('prints hours, values and quantiles as JSON into a pipe', async () => {
    const { code, stdout } = await plimsoll([
      'predict',
      'forecast',
      SHOP,
      '--horizon',
      '3h',
      '--quantiles',
      '0.9',
    ]);
    expect(code).toBe(0);
    const forecast = JSON.parse(stdout);
    expect(forecast).toMatchObject({
      schemaVersion: 1,
      method: 'plimsoll',
      historyHours: 168,
      timestamps: ['2026-06-08T00:00:00Z', '2026-06-08T01:00:00Z', '2026-06-08T02:00:00Z'],
    });
    expect(Object.keys(forecast.quantiles)).toEqual(['0.9']);
    expect(forecast.values).toHaveLength(3);
    expect(forecast.actual).toBeUndefined();
  });

  it('shows what came beside a forecast as of the past', async () => {
    const { stdout } = await plimsoll([
      'predict',
      'forecast',
      SHOP,
      '--at',
      '2026-06-06T00:00:00Z',
      '--output',
      'csv',
    ]);
    const [header, first] = stdout.split('\n');
    expect(header).toBe('timestamp,requests,p50,p90,p95,actual');
    expect(first).toMatch(/^2026-06-06T00:00:00Z,/);
    expect(first.split(',').at(-1)).not.toBe('');
  });

  it('draws the load, its forecast and the highest quantile', async () => {
    const { stdout } = await plimsoll(['predict', 'forecast', SHOP, '--output', 'table']);
    expect(stdout).toMatch(
      /^48 hours from 2026-06-08 00:00 UTC, by plimsoll from 168 hours of history; peak /,
    );
    expect(stdout).toContain('── p95');
  });

  it.each([
    [['--quantiles', '0.5,1.5'], 'plimsoll: --quantiles: "1.5" is no number between 0 and 1'],
    [['--horizon', '90m'], 'plimsoll: --horizon "90m" is not from 1 to'],
    [['--at', 'yesterday'], 'plimsoll: --at "yesterday"'],
    [['--at', '2027-01-01T00:00:00Z'], 'leaves no hour to forecast from'],
    [['--forecaster', 'prophet'], 'prophet'],
  ])('refuses %j in one line', async (args, says) => {
    const { code, stderr } = await plimsoll(['predict', 'forecast', SHOP, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe.concurrent('plimsoll predict backtest', () => {
  it('says first whether the load is predictable, then shows every forecaster', async () => {
    const { code, stdout } = await plimsoll([
      'predict',
      'backtest',
      SHOP,
      '--history',
      '3d',
      '--output',
      'table',
    ]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(?:Not predictable|Predictable): /);
    expect(stdout).toContain('seasonal-naive-24h');
  });

  it('prints the same figures as JSON', async () => {
    const { stdout } = await plimsoll(['predict', 'backtest', SHOP, '--history', '3d']);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      start: '2026-06-01T00:00:00Z',
      hours: 168,
      historyHours: 72,
      forecasters: [{ name: 'plimsoll' }, { name: 'seasonal-naive-24h' }],
    });
  });
});
