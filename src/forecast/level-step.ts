/**
 * Lifts or lowers what came before a lasting step in the level to the level after it, so
 * that no model waits a week until it believes the new one. As many as three steps.
 *
 * An hour after the step is compared with the newest hours before it of the same phase, of
 * the day and of the week: what only one of them shows is a weekend or last week's holiday.
 * So the smaller of the two differences tells whether there is a step, on which nearly all
 * hours must agree, and the one to the week before how high it is. Small steps are left to the
 * models, those from a doubling on taken off wholly, those between in part.
 *
 * @param series logarithms of load, no gap
 */
export function levelled(series: Float64Array): Float64Array {
  let out = series;
  for (let i = 0; i < MOST_STEPS; i++) {
    const step = clearestStep(out);
    if (step === undefined) break;
    const share = Math.min(1, (Math.abs(step.height) - SMALL) / (LARGE - SMALL));
    out = out.map((z, t) => (t < step.at ? z + share * step.height : z));
  }
  return out;
}

interface Step {
  /** Index of the first hour after it. */
  readonly at: number;
  readonly height: number;
}

function clearestStep(series: Float64Array): Step | undefined {
  let clearest: Step | undefined;
  let evidence = 0;
  const sums = runningSums(series);
  const dayMean = (from: number) => (sums[from + 24] - sums[from]) / 24;
  for (let at = series.length - LEAST_HOURS; at >= LEAST_HOURS; at--) {
    // Whole days have no daily wave; most hours are out of the question by this alone.
    if (Math.abs(dayMean(at) - dayMean(at - 24)) <= SMALL) continue;
    const { certain, likely } = sinceStep(series, at);
    const sure = mean(certain);
    const here = Math.abs(sure) * Math.sqrt(certain.length);
    if (Math.abs(sure) <= SMALL || here <= evidence) continue;
    const agreeing = certain.filter((difference) => difference / sure > 0.5).length;
    if (agreeing < AGREEING * certain.length) continue;
    clearest = { at, height: mean(likely) };
    evidence = here;
  }
  return clearest;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The sum of all values before each index. */
function runningSums(series: Float64Array): Float64Array {
  const sums = new Float64Array(series.length + 1);
  series.forEach((z, t) => {
    sums[t + 1] = sums[t] + z;
  });
  return sums;
}

/** How far up to a week of hours from `at` on lie above what came before: at the least, and most likely. */
function sinceStep(
  series: Float64Array,
  at: number,
): { readonly certain: Float64Array; readonly likely: Float64Array } {
  const certain = new Float64Array(Math.min(168, series.length - at));
  const likely = new Float64Array(certain.length);
  for (let i = 0; i < certain.length; i++) {
    const hour = at + i;
    const aboveDay = series[hour] - series[hour - 24 * (Math.floor(i / 24) + 1)];
    const aboveWeek = hour < 168 ? aboveDay : series[hour] - series[hour - 168];
    likely[i] = aboveWeek;
    if (aboveDay * aboveWeek <= 0) continue;
    certain[i] = Math.abs(aboveDay) < Math.abs(aboveWeek) ? aboveDay : aboveWeek;
  }
  return { certain, likely };
}

/** Hours that a step must have lasted, and that must lie before it. */
const LEAST_HOURS = 24;
/** Logarithms: by a quarter, and by double. */
const SMALL = Math.log(1.25);
const LARGE = Math.log(2);
/** Share of the hours that must show at least half of the step. */
const AGREEING = 0.9;
const MOST_STEPS = 3;
