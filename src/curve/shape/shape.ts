import type { Constant } from './constant.ts';
import type { Diurnal } from './diurnal.ts';
import type { Flash } from './flash.ts';
import type { NoiseFactor } from './noise.ts';
import type { Ramp } from './ramp.ts';
import type { Sine } from './sine.ts';
import type { Steps } from './steps.ts';
import type { Weekly } from './weekly.ts';

/** A load described in words, `diurnal(mean=400, peak=900) * noise(sd=0.05)`, as data. */
export type Shape = Single | Sum | Product;

/** A shape that is not made of others. */
export type Single = Parameters & {
  /** Where it stands in the text, from 1. */
  readonly column: number;
};

/** A shape's kind and its arguments, defaults filled in. */
export type Parameters = Constant | Ramp | Steps | Sine | Diurnal | Weekly | Flash | NoiseFactor;

interface Sum {
  readonly kind: 'sum';
  readonly column: number;
  readonly terms: readonly Shape[];
}

interface Product {
  readonly kind: 'product';
  readonly column: number;
  readonly factors: readonly Shape[];
}

/** The value of a shape so many seconds after the curve's start: requests per second, or a factor. */
export type RateAt = (seconds: number) => number;

/** The curve that a shape is to become. */
export interface Sampling {
  /** Epoch seconds of the curve's start. */
  readonly startSeconds: number;
  /** How long the curve is. */
  readonly seconds: number;
  readonly stepSeconds: number;
  /** Any safe integer; drives the noise. */
  readonly seed: number;
}
