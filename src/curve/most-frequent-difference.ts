/** The step of rising timestamps: their most frequent difference; of two equally frequent differences the smaller, since a larger one is rows missing. */
export function mostFrequentDifference(timestamps: Float64Array): number {
  const counts = new Map<number, number>();
  let step = 0;
  let most = 0;
  for (let i = 1; i < timestamps.length; ) {
    const seconds = timestamps[i] - timestamps[i - 1];
    let count = counts.get(seconds) ?? 0;
    // A run of equal differences is counted before the map is asked again.
    while (i < timestamps.length && timestamps[i] - timestamps[i - 1] === seconds) {
      count++;
      i++;
    }
    counts.set(seconds, count);
    if (count > most || (count === most && seconds < step)) {
      most = count;
      step = seconds;
    }
  }
  return step;
}
