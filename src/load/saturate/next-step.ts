import { isGeneratorLimited, type SaturateStep, throughputOf } from './step.ts';

/**
 * How many connections to try next; undefined when enough is known.
 *
 * First twice as many each time, until twice doubling has won less than a tenth,
 * answers take a quarter of a step, the generator is at its limit, or `most` is
 * reached. Then, around the knee, what lies between the doublings: there the curve
 * bends, and there a fit needs points.
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
  return between(steps).find((connections) => !tried.has(connections));
}

function isOver(steps: readonly SaturateStep[], most: number, stepSeconds: number): boolean {
  const last = steps[steps.length - 1];
  if (last.connections >= most || isGeneratorLimited(last)) return true;
  if (last.responseTimeMs > 1000 * stepSeconds * LONGEST_SHARE) return true;
  const twiceBefore = steps[steps.length - 3];
  return (
    twiceBefore !== undefined && throughputOf(last) < throughputOf(twiceBefore) * (1 + LEAST_GAIN)
  );
}

/** Three quarters of the way from a power of two to the next, from a quarter of the knee to twice it. */
function between(steps: readonly SaturateStep[]): number[] {
  const sound = steps.filter((step) => !isGeneratorLimited(step));
  if (sound.length === 0) return [];
  const ceiling = Math.max(...sound.map(throughputOf));
  const knee = (ceiling * sound[0].responseTimeMs) / 1000;
  const largest = Math.max(...sound.map(({ connections }) => connections));
  const found: number[] = [];
  for (let power = 2; power < largest; power *= 2) {
    const connections = power * 1.5;
    if (connections >= knee / 4 && connections <= knee * 2.5 && connections < largest)
      found.push(connections);
  }
  return found;
}

const LEAST_GAIN = 0.1;
const LONGEST_SHARE = 0.25;
