import { describe, expect, it } from 'vitest';
import { ownForecast } from '../../src/predict/from-aws/own-forecast.ts';
import type { ForecastView } from '../../src/predict/from-aws/view.ts';
import { viewRows, viewText, viewValue } from '../../src/report/forecast-view.ts';

const NOTHING = new Float64Array(96).fill(Number.NaN);
const EMPTY = new Float64Array(384).fill(Number.NaN);

/** Of a policy of which AWS knows nothing yet. */
const NOT_READY: ForecastView = {
  group: 'shop',
  policy: 'forecast',
  mode: 'ForecastOnly',
  specification: { TargetValue: 50 },
  at: 1_793_577_600,
  firstHour: 1_793_577_600 / 3600 - 48,
  pastHours: 48,
  aws: { isReady: false, message: 'too little data' },
  awsLoad: NOTHING,
  awsCapacity: NOTHING,
  own: ownForecast({ firstHour: 0, load: EMPTY, scaling: EMPTY, capacity: EMPTY }, 50, 48),
  actual: NOTHING,
  required: NOTHING,
  awsMAPE: Number.NaN,
  ownMAPE: Number.NaN,
};
const LOOK = { width: 80, color: false };

describe('a forecast that is not ready', () => {
  it('is told in words alone while nothing is known', () => {
    expect(viewText(NOT_READY, LOOK).split('\n')).toEqual([
      'forecast of shop, ForecastOnly: AWS has no forecast yet: too little data',
      'CloudWatch shows nothing of its load metric: not yet, or under another name.',
      'A forecast takes 24 hours of it.',
    ]);
  });

  it('says that nothing tells what an instance carries where the load alone is known', () => {
    const own = { ...NOT_READY.own, lacks: 'metrics', historyHours: 30 } as const;
    expect(viewText({ ...NOT_READY, own }, LOOK)).toContain(
      'Load, scaling metric and capacity have no hour in common',
    );
  });

  it('has what came drawn, without a line of AWS’s', () => {
    const actual = NOTHING.slice().fill(1000, 0, 48);
    const text = viewText({ ...NOT_READY, actual }, LOOK);
    expect(text).toContain('load metric by the hour');
    expect(text).not.toContain("AWS's forecast");
    expect(text).not.toMatch(/^instances$/m);
  });

  it('is null hour by hour, and says why', () => {
    expect(viewValue(NOT_READY)).toMatchObject({
      ready: false,
      message: 'too little data',
      updatedAt: null,
      mapePercent: { aws: null, own: null },
      aws: { load: Array(96).fill(null) },
    });
    expect(viewRows(NOT_READY)[48]).toMatchObject({
      timestamp: '2026-11-02T00:00:00Z',
      actual: null,
      aws_load: null,
    });
  });
});
