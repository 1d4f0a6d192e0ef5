import { coverage, MASE, sMAPE } from '../src/forecast/accuracy.ts';
import { backtest } from '../src/forecast/backtest.ts';
import { summarizeBacktest } from '../src/forecast/backtest-summary.ts';
import { forecast } from '../src/forecast/forecast.ts';
import { FORECASTERS } from '../src/forecast/forecasters.ts';
import {
  historyFor,
  hourlyTrace,
  type M4Series,
  m4Series,
  TRACES,
} from '../test/forecast/measured-data.ts';
import { sharedIsHere } from '../test/support/shared.ts';
import type { Benchmark, Figure } from './figure.ts';
import { cpuMs } from './timing.ts';

/** The M4 competition's Hourly set from what predictive scaling sees: two weeks. */
export const m4TwoWeeks = onMeasuredData('forecast-m4-336', () => {
  const series = m4Series();
  const each = (quantiles: number[]) => () => {
    for (const { training } of series) forecast(training.subarray(-336), { quantiles });
  };
  each([0.9])();
  const plain = cpuMs(each([])) / series.length;
  const withQuantiles = cpuMs(each([0.9])) / series.length;
  const score = scoreOf(series, 336);
  const covers = [score.within90, score.within95].map((share) => (100 * share).toFixed(1));
  return [
    {
      name: 'forecast-m4-336-smape',
      value: score.sMAPE,
      unit: 'sMAPE',
      target: 9,
      detail: `${series.length} series; p90 covers ${covers[0]} %, p95 ${covers[1]} %`,
    },
    {
      name: 'forecast-m4-336-mase',
      value: score.MASE,
      unit: 'MASE',
      target: 0.82,
      detail: 'scaled on the whole training series, m = 24',
    },
    {
      name: 'forecast-m4-336-ms',
      value: plain,
      unit: 'ms a series',
      target: 5,
      detail: `of CPU; ${withQuantiles.toFixed(2)} ms with a quantile`,
    },
  ];
});

/** The same from all the history there is. */
export const m4Full = onMeasuredData('forecast-m4-full', () => {
  const score = scoreOf(m4Series(), Number.POSITIVE_INFINITY);
  return [
    {
      name: 'forecast-m4-full',
      value: score.sMAPE,
      unit: 'sMAPE',
      target: 8.75,
      detail: `700 or 960 hours of history; MASE ${score.MASE.toFixed(3)}`,
    },
  ];
});

/** Refreshed every six hours over real traffic, against the better of the two seasonal naives. */
export const traces = onMeasuredData('forecast-traces', () =>
  Object.entries(TRACES).map(([name, file]) => {
    const trace = hourlyTrace(file);
    const history = historyFor(trace);
    const [ours, day, week] = (
      ['plimsoll', 'seasonal-naive-24h', 'seasonal-naive-168h'] as const
    ).map((forecaster) =>
      summarizeBacktest(
        backtest(trace, { forecaster: FORECASTERS[forecaster], history, quantiles: [0.9, 0.95] }),
      ),
    );
    const covers = [0.9, 0.95].map((q) => (100 * ours.coverage[q]).toFixed(1));
    return {
      name: `forecast-${name}`,
      value: ours.MASE / Math.min(day.MASE, week.MASE),
      unit: '× better naive',
      target: 1,
      detail: `MASE ${ours.MASE.toFixed(3)}, day ${day.MASE.toFixed(3)}, week ${week.MASE.toFixed(3)}; ${ours.origins} forecasts from ${history} h; p90 covers ${covers[0]} %, p95 ${covers[1]} %`,
    };
  }),
);

/** A benchmark that needs the data beside the project, and says so where that is absent. */
function onMeasuredData(name: string, run: () => Figure[]): Benchmark {
  return {
    name,
    run: () => {
      if (sharedIsHere) return run();
      process.stderr.write(`bench: ${name} is skipped: its data, ../shared, is not here\n`);
      return [];
    },
  };
}

function scoreOf(series: readonly M4Series[], hours: number) {
  const scores = series.map(({ training, actual }) => {
    const known = training.subarray(Math.max(0, training.length - hours));
    const { values, quantiles } = forecast(known, { quantiles: [0.9, 0.95] });
    return {
      sMAPE: sMAPE(actual, values),
      MASE: MASE(actual, values, training),
      within90: coverage(actual, quantiles['0.9']),
      within95: coverage(actual, quantiles['0.95']),
    };
  });
  const mean = (of: (score: (typeof scores)[number]) => number) =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  return {
    sMAPE: mean((score) => score.sMAPE),
    MASE: mean((score) => score.MASE),
    within90: mean((score) => score.within90),
    within95: mean((score) => score.within95),
  };
}
