/**
 * Measures of a forecast against what came. Hours whose truth is NaN do not count, and
 * without any hour that counts a measure is NaN. All take the truth first; `actual` and
 * `forecast` are equally long.
 */

/**
 * Symmetric mean absolute percentage error as the M4 competition defines it, 0 to 200:
 * 200/n · Σ |y − ŷ| / (|y| + |ŷ|); an hour of 0 forecast as 0 is no error
 * (Makridakis, Spiliotis & Assimakopoulos, 2020).
 */
export function sMAPE(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return mean(actual, (y, i) => {
    const sum = Math.abs(y) + Math.abs(forecast[i]);
    return sum === 0 ? 0 : (200 * Math.abs(y - forecast[i])) / sum;
  });
}

/**
 * Mean absolute percentage error, in percent: 100/n · Σ |y − ŷ| / y. Hours without load
 * do not count, nor those without a forecast.
 *
 * Source: EC2 Auto Scaling user guide, predictive scaling's accuracy as metric math,
 * `TIME_SERIES(AVG(ABS(m1-m2)/m1))`, where a division by zero drops the datapoint.
 */
export function MAPE(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  const counted = Array.from(actual, (y, i) =>
    y > 0 && !Number.isNaN(forecast[i]) ? y : Number.NaN,
  );
  return 100 * mean(counted, (y, i) => Math.abs(y - forecast[i]) / y);
}

/**
 * Mean absolute scaled error: the mean absolute error over that of the one-step seasonal
 * naive forecast inside the training series (Hyndman & Koehler, 2006).
 * NaN where the training series repeats itself exactly.
 *
 * @param training what was known before, on which the scale is measured
 * @param season m, in hours
 */
export function MASE(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  training: ArrayLike<number>,
  season = 24,
): number {
  return meanAbsoluteError(actual, forecast) / seasonalScale(training, season);
}

export function meanAbsoluteError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return mean(actual, (y, i) => Math.abs(y - forecast[i]));
}

/** Mean of |y(t) − y(t − season)| over the pairs of known hours: the scale of MASE; NaN where it is 0. */
export function seasonalScale(training: ArrayLike<number>, season = 24): number {
  const later = Array.prototype.slice.call(training, season) as number[];
  const scale = mean(
    later.map((y, i) => y - training[i]),
    Math.abs,
  );
  return scale === 0 ? Number.NaN : scale;
}

/**
 * Pinball loss of a forecast quantile, in the unit of the load: the mean of
 * q·(y − ŷ) above the forecast and (1 − q)·(ŷ − y) below it (Koenker & Bassett, 1978).
 * At q = 0.5 it is half the mean absolute error.
 */
export function pinball(
  actual: ArrayLike<number>,
  forecast: ArrayLike<number>,
  quantile: number,
): number {
  return mean(actual, (y, i) => {
    const over = y - forecast[i];
    return over > 0 ? quantile * over : (quantile - 1) * over;
  });
}

/** Share of the hours, 0 to 1, in which the load stays within the forecast; the aim of a quantile q is q. */
export function coverage(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return mean(actual, (y, i) => (y <= forecast[i] ? 1 : 0));
}

/** Share of the load, 0 to 1, that came above its forecast: Σ max(0, y − ŷ) / Σ y. NaN without load. */
export function underForecastShare(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return mean(actual, (y, i) => Math.max(0, y - forecast[i])) / mean(actual, (y) => y);
}

/**
 * Error of the daily peak: the mean over whole days, counted from the first hour, of
 * |highest forecast − highest load| / highest load, over the hours known of each day.
 * Days without load do not count.
 */
export function dailyPeakError(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  const errors: number[] = [];
  for (let start = 0; start + 24 <= actual.length; start += 24) {
    let peak = 0;
    let forecastPeak = 0;
    for (let i = start; i < start + 24; i++) {
      if (Number.isNaN(actual[i])) continue;
      peak = Math.max(peak, actual[i]);
      forecastPeak = Math.max(forecastPeak, forecast[i]);
    }
    if (peak > 0) errors.push(Math.abs(forecastPeak - peak) / peak);
  }
  return mean(errors, (error) => error);
}

function mean(actual: ArrayLike<number>, of: (actual: number, index: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < actual.length; i++) {
    if (Number.isNaN(actual[i])) continue;
    sum += of(actual[i], i);
    count++;
  }
  return sum / count;
}
