import { describe, expect, it } from 'vitest';
import {
  coverage,
  dailyPeakError,
  MAPE,
  MASE,
  meanAbsoluteError,
  pinball,
  seasonalScale,
  sMAPE,
  underForecastShare,
} from '../../src/forecast/accuracy.ts';

const gap = Number.NaN;

describe('sMAPE', () => {
  it('is 200·|y − ŷ| / (|y| + |ŷ|) on the mean, worked by hand', () => {
    // 200·(10/210 + 20/180) / 2
    expect(sMAPE([100, 100], [110, 80])).toBeCloseTo(15.873016, 6);
  });

  it('counts nothing forecast as nothing as right, and anything else against nothing as 200', () => {
    expect(sMAPE([0, 0], [0, 5])).toBe(100);
  });
});

describe('MAPE', () => {
  // EC2 Auto Scaling user guide: AVG(ABS(m1-m2)/m1); metric math drops a division by zero.
  it('is the mean of |y − ŷ| / y over the hours with load that were forecast', () => {
    expect(MAPE([100, 200, 0, 50, gap], [110, 160, 7, gap, 3])).toBeCloseTo(15, 12);
  });
});

describe('MASE', () => {
  it('is the mean error over that of the seasonal naive in training, worked by hand', () => {
    // Training: |3−1|, |5−2|, |1−3| with season 2: 7/3. Errors: 1 and 6: 3.5.
    expect(MASE([4, 10], [5, 4], [1, 2, 3, 5, 1], 2)).toBeCloseTo(1.5, 12);
  });

  it('is undefined where training repeats itself exactly', () => {
    expect(MASE([1], [2], [1, 2, 1, 2], 2)).toBeNaN();
  });

  it('scales on the pairs of hours of which both are known', () => {
    expect(seasonalScale([1, gap, 4, 2, gap, 7], 2)).toBe(4);
  });
});

describe('pinball', () => {
  it('costs q above the forecast and 1 − q below it', () => {
    // (0.9·10 + 0.1·20) / 2
    expect(pinball([110, 80], [100, 100], 0.9)).toBeCloseTo(5.5, 12);
  });

  it('is half the mean absolute error at the median', () => {
    const [actual, forecast] = [
      [3, 8, 1],
      [5, 5, 5],
    ];
    expect(pinball(actual, forecast, 0.5)).toBeCloseTo(meanAbsoluteError(actual, forecast) / 2, 12);
  });
});

describe('for scaling', () => {
  it('coverage is the share of hours within the forecast', () => {
    expect(coverage([1, 2, 3, 4], [2, 2, 2, 2])).toBe(0.5);
  });

  it('the share under-forecast is the load above its forecast over all of it', () => {
    expect(underForecastShare([10, 30], [20, 20])).toBe(0.25);
  });

  it('the peak error compares the highest hour of each whole day, whenever it comes', () => {
    const actual = new Float64Array(50).fill(1);
    const forecast = new Float64Array(50).fill(1);
    actual[5] = 10;
    forecast[7] = 12;
    actual[30] = 20;
    forecast[30] = 18;
    forecast[49] = 99;
    expect(dailyPeakError(actual, forecast)).toBeCloseTo((0.2 + 0.1) / 2, 12);
  });
});

describe('hours whose truth is unknown', () => {
  it('do not count', () => {
    expect(sMAPE([100, gap], [110, 5])).toBeCloseTo(sMAPE([100], [110]), 12);
    expect(pinball([3, gap], [2, 9], 0.9)).toBe(0.9);
    expect(coverage([1, gap], [2, 2])).toBe(1);
    expect(underForecastShare([gap, 4], [0, 3])).toBe(0.25);
    expect(meanAbsoluteError([1, gap], [3, 3])).toBe(2);
  });

  it('leave nothing to measure where there is no other', () => {
    expect(sMAPE([gap], [1])).toBeNaN();
    expect(dailyPeakError(new Float64Array(24).fill(gap), new Float64Array(24))).toBeNaN();
  });
});
