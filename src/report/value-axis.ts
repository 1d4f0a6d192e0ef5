/** How values are laid on the rows of a chart. */
export interface ValueAxis {
  /** The value at the upper edge of the uppermost row. */
  readonly top: number;
  readonly rows: number;
  /** Rising from 0. A tick stands at the upper edge of its row; row 0 is the base line. */
  readonly ticks: readonly { readonly value: number; readonly row: number }[];
  /** Decimals that tell one tick from the next. */
  readonly decimals: number;
}

/**
 * An axis from 0 to `max` or a little above, at most `maxRows` (2 or more) rows
 * high. Its ticks are 1, 2, 2.5 or 5 times a power of ten apart and each on the
 * edge of a row, since a label beside the wrong row would be a wrong value. Of
 * such axes it takes the one on which `max` stands highest.
 */
export function valueAxis(max: number, maxRows: number): ValueAxis {
  const largest = max > NEXT_TO_NOTHING ? max : 1;
  const axes = niceSteps(largest)
    .map((step) => axisOfStep(step, largest, maxRows))
    .sort((a, b) => (largest / b.top) * b.rows - (largest / a.top) * a.rows);
  const fits = axes.filter(({ ticks, rows }) => rows >= 2 * (ticks.length - 1));
  // A low chart has room for no more than its top.
  const [best = axisOfStep(largest, largest, maxRows)] = [
    ...fits.filter(({ ticks }) => ticks.length >= 4),
    ...fits,
  ].filter(({ ticks }) => ticks.length <= 7);
  return best;
}

/** From too fine to one step for everything, as text, since 3 × 0.1 is not 0.3. */
function niceSteps(max: number): number[] {
  const exponent = Math.floor(Math.log10(max));
  return [exponent - 1, exponent, exponent + 1].flatMap((power) =>
    ['1', '2', '2.5', '5'].map((digits) => Number(`${digits}e${power}`)),
  );
}

function axisOfStep(step: number, max: number, maxRows: number): ValueAxis {
  const steps = Math.ceil(max / step);
  const rowsPerStep = Math.max(1, Math.floor(maxRows / steps));
  return {
    top: steps * step,
    rows: steps * rowsPerStep,
    ticks: Array.from({ length: steps + 1 }, (_, i) => ({
      value: i * step,
      row: i * rowsPerStep,
    })),
    decimals: decimalsOf(step),
  };
}

function decimalsOf(step: number): number {
  let decimals = 0;
  while (decimals < 12 && Number(step.toFixed(decimals)) !== step) decimals++;
  return decimals;
}

/** Less gets no axis of its own, whose labels would be all zeros. */
const NEXT_TO_NOTHING = 1e-9;
