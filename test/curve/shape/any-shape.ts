import fc from 'fast-check';

/** Texts of the shape language whose load is nowhere below zero, blanks and all. */
export function anyShapeText(): fc.Arbitrary<string> {
  const { shape } = fc.letrec<Record<'shape' | 'product' | 'factor', string>>((tie) => ({
    shape: fc
      .array(tie('product'), { minLength: 1, maxLength: 3 })
      .chain((terms) => joined(terms, '+')),
    product: fc
      .tuple(tie('factor'), fc.array(fc.oneof(multiplier, tie('factor')), { maxLength: 2 }))
      .chain(([first, others]) => joined([first, ...others], '*')),
    factor: fc.oneof({ maxDepth: 3, depthIdentifier: 'shape' }, rate, numeral, {
      arbitrary: tie('shape').map((inner) => `(${inner})`),
      weight: 1,
    }),
  }));
  return shape;
}

const level = fc.integer({ min: 0, max: 1000 });
const numeral = fc.oneof(level.map(String), fc.constantFrom('0.5', '.25', '1e2', '2.5e-1'));
const duration = fc
  .tuple(fc.nat(3), fc.nat(23), fc.integer({ min: 1, max: 59 }))
  .map(([days, hours, minutes]) => `${days}d${hours}h${minutes}m`);

const rate = fc.oneof(
  level.map((rate) => `constant(${rate})`),
  fc.tuple(level, level, duration).map(([a, b, d]) => `ramp(from=${a}, to=${b}, start=${d})`),
  fc.tuple(fc.array(level, { minLength: 1 }), duration).map(([l, d]) => `steps([${l}],each=${d})`),
  fc
    .tuple(level, fc.double({ min: 0, max: 1, noNaN: true }), duration)
    .map(
      ([mean, part, d]) => `sine(mean=${mean}, amplitude=${(mean * part).toFixed(3)}, period=${d})`,
    ),
  fc
    .tuple(level, fc.integer({ min: 1, max: 100 }), fc.nat(24))
    .map(([mean, times, hour]) => `diurnal(${mean + 1}, peak=${(mean + 1) * times}, at=${hour}h)`),
  fc.tuple(duration, level, duration).map(([at, p, d]) => `flash(at=${at}, peak=${p}, for=${d})`),
);

const multiplier = fc.oneof(
  fc.constantFrom('weekly(weekend=0.6)', 'weekly(mon=2, sun=0)', 'weekly(0.3,fri=1.5)'),
  fc.constantFrom('noise(sd=0.05)', 'noise(0.3, memory=1h)', 'noise(sd=1, memory=0)'),
);

function joined(parts: readonly string[], sign: string): fc.Arbitrary<string> {
  return fc.constantFrom('', ' ', '\n  ').map((blank) => parts.join(`${blank}${sign}${blank}`));
}
