import { cycleSeconds, isGeneratorLimited, type SaturateStep, throughputOf } from './step.ts';

/**
 * How many connections to try next; undefined when enough is known.
 *
 * First twice as many each time, until twice doubling has won less than a tenth,
 * answers take a quarter of a step, the generator is at its limit, or `most` is
 * reached. Then, around the knee and around the most that was measured, what lies
 * between the doublings: there the curve bends, and there a fit needs points.
 */
export function nextStep(
  steps: readonly SaturateStep[],
  most: number,
  stepSeconds: number,
): number | undefined {
  const last = steps[steps.length - 1];
  if (last === undefined) return 1;
  const isDoubling = steps.every(
    ({ connections }, i) => i === 0 || connections > steps[i - 1].connections,
  );
  if (isDoubling && !isOver(steps, most, stepSeconds)) return Math.min(most, last.connections * 2);
  const tried = new Set(steps.map(({ connections }) => connections));
  return between(doublingsOf(steps)).find((connections) => !tried.has(connections));
}

/** How many steps there are at the most: the doublings, and what may lie between them. */
export function mostSteps(most: number): number {
  return Math.ceil(Math.log2(most)) + 1 + MOST_BETWEEN;
}

function isOver(steps: readonly SaturateStep[], most: number, stepSeconds: number): boolean {
  const last = steps[steps.length - 1];
  if (last.connections >= most || isGeneratorLimited(last)) return true;
  if (isTooSlow(last, stepSeconds)) return true;
  const twiceBefore = steps[steps.length - 3];
  return (
    twiceBefore !== undefined && throughputOf(last) < throughputOf(twiceBefore) * (1 + LEAST_GAIN)
  );
}

/** Whether answers take so long that of more connections a step would see too few, if any. */
export function isTooSlow(step: SaturateStep, stepSeconds: number): boolean {
  return cycleSeconds(step) > stepSeconds * LONGEST_SHARE;
}

/** The steps before the first that lies between others. */
function doublingsOf(steps: readonly SaturateStep[]): readonly SaturateStep[] {
  const between = steps.findIndex(
    ({ connections }, i) => i > 0 && connections < steps[i - 1].connections,
  );
  return between < 0 ? steps : steps.slice(0, between);
}

/**
 * Halfway from a power of two to the next: from a quarter of the knee to 2.5 times it,
 * and from half of the connections with the highest throughput to twice them.
 */
function between(doublings: readonly SaturateStep[]): number[] {
  const sound = doublings.filter((step) => !isGeneratorLimited(step) && throughputOf(step) > 0);
  if (sound.length === 0) return [];
  const highest = sound.reduce((a, b) => (throughputOf(b) > throughputOf(a) ? b : a));
  const knee = (throughputOf(highest) / throughputOf(sound[0])) * sound[0].connections;
  const largest = Math.max(...sound.map(({ connections }) => connections));
  const found: number[] = [];
  for (let power = 2; power * 1.5 < largest; power *= 2) {
    const connections = power * 1.5;
    const isNear = (few: number, many: number) => connections >= few && connections <= many;
    if (isNear(knee / 4, knee * 2.5) || isNear(highest.connections / 2, highest.connections * 2))
      found.push(connections);
  }
  return found;
}

const LEAST_GAIN = 0.1;
const LONGEST_SHARE = 0.25;
/** A tenfold has four such numbers at the most, and a fourfold three. */
const MOST_BETWEEN = 7;
