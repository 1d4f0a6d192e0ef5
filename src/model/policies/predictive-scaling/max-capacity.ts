/**
 * The MaxSize that a forecast capacity raises a group to under IncreaseMaxCapacity: so
 * many percent above it, rounded up.
 *
 * Source: EC2 Auto Scaling API reference, PredictiveScalingConfiguration,
 * MaxCapacityBuffer: a forecast of 50 with a buffer of 10 may reach 55.
 */
export function raisedMaxSize(capacity: number, bufferPercent: number): number {
  // In whole numbers: 50 × 1.1 is a little above 55.
  return Math.ceil((capacity * (100 + bufferPercent)) / 100);
}
