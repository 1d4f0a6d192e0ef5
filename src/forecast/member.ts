/**
 * One model of the load. It forecasts from several origins of one series, so that what it
 * would have said in the past days costs little beside what it says now.
 *
 * @param series any scale, no gap
 * @param origins ascending; the forecast from an origin sees the hours before that index only,
 *   except for a few parameters fitted once on the whole series
 * @param horizon hours
 * @returns for each origin, `horizon` values on the scale of the series
 */
export type Member = (
  series: Float64Array,
  origins: readonly number[],
  horizon: number,
) => Float64Array[];
