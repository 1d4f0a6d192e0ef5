import { describe, expect, it } from 'vitest';
import { adjustedCapacity, stepAdjustment } from '../../src/model/policies/step-adjustment.ts';

/** EC2 Auto Scaling user guide, "Step and simple scaling policies": its worked examples. */
describe('a change in percent', () => {
  it.each([
    [100, 12.7, 112],
    [1, 67, 2],
    [10, -5.8, 9],
    [10, -66.7, 4],
    [10, 10, 11],
  ])('of %d instances by %d %% leads to %d', (capacity, percent, expected) => {
    expect(adjustedCapacity('PercentChangeInCapacity', percent, capacity, 0)).toBe(expected);
  });

  it('is at least MinAdjustmentMagnitude', () => {
    expect(adjustedCapacity('PercentChangeInCapacity', 10, 4, 2)).toBe(6);
    expect(adjustedCapacity('PercentChangeInCapacity', -10, 4, 2)).toBe(2);
  });

  it('of nothing stays nothing', () => {
    expect(adjustedCapacity('PercentChangeInCapacity', 0, 10, 2)).toBe(10);
  });
});

describe('the other adjustment types', () => {
  it('add instances, or set them', () => {
    expect(adjustedCapacity('ChangeInCapacity', 5, 3, 0)).toBe(8);
    expect(adjustedCapacity('ExactCapacity', 5, 3, 0)).toBe(5);
  });
});

const ABOVE = 'GreaterThanOrEqualToThreshold';
const BELOW = 'LessThanOrEqualToThreshold';

const OUT = {
  AdjustmentType: 'PercentChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 0 },
    { MetricIntervalLowerBound: 10, MetricIntervalUpperBound: 20, ScalingAdjustment: 10 },
    { MetricIntervalLowerBound: 20, ScalingAdjustment: 30 },
  ],
} as const;

const IN = {
  AdjustmentType: 'PercentChangeInCapacity',
  StepAdjustments: [
    { MetricIntervalLowerBound: -10, MetricIntervalUpperBound: 0, ScalingAdjustment: 0 },
    { MetricIntervalLowerBound: -20, MetricIntervalUpperBound: -10, ScalingAdjustment: -10 },
    { MetricIntervalUpperBound: -20, ScalingAdjustment: -30 },
  ],
} as const;

describe('a metric exactly at the threshold', () => {
  const one = { AdjustmentType: 'ChangeInCapacity' } as const;

  it('is in the step that ends there when the alarm breaches below', () => {
    const policy = {
      ...one,
      StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
    };
    expect(stepAdjustment(policy, 10, 0, { Threshold: 0, ComparisonOperator: BELOW })).toBe(9);
  });

  it('is in the step that begins there when the alarm breaches above', () => {
    const policy = {
      ...one,
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    };
    expect(stepAdjustment(policy, 10, 50, { Threshold: 50, ComparisonOperator: ABOVE })).toBe(11);
  });
});

describe("the user guide's example with a threshold of 50", () => {
  it.each([
    [OUT, ABOVE, 10, 59, 10],
    [OUT, ABOVE, 10, 60, 11],
    [OUT, ABOVE, 11, 70, 14],
    [IN, BELOW, 14, 40, 13],
    [IN, BELOW, 14, 41, 14],
  ] as const)(
    '%# (%s) goes from %d instances at a metric of %d to %d',
    (policy, ComparisonOperator, capacity, value, expected) => {
      expect(stepAdjustment(policy, capacity, value, { Threshold: 50, ComparisonOperator })).toBe(
        expected,
      );
    },
  );
});

describe("the CLI's example with a threshold of 60 and a magnitude of at least 1", () => {
  const policy = {
    AdjustmentType: 'PercentChangeInCapacity',
    MinAdjustmentMagnitude: 1,
    StepAdjustments: [
      { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 15, ScalingAdjustment: 10 },
      { MetricIntervalLowerBound: 15, MetricIntervalUpperBound: 25, ScalingAdjustment: 20 },
      { MetricIntervalLowerBound: 25, ScalingAdjustment: 30 },
    ],
  } as const;

  it.each([
    [60, 110],
    [75, 120],
    [85, 130],
  ])('at %d takes 100 instances to %d', (value, expected) => {
    expect(stepAdjustment(policy, 100, value, { Threshold: 60, ComparisonOperator: ABOVE })).toBe(
      expected,
    );
  });
});
