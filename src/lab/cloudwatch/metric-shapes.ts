import { UNITS } from '../../model/metric-math/units.ts';
import { list, oneOf, structure, text } from '../shape/shape.ts';

/** Source of all shapes: Amazon CloudWatch API reference. */
export const NAME = text(1, 255);

export const DIMENSIONS = list(structure({}, { Name: NAME, Value: text(1, 1024) }), 30);

export const METRIC = structure({ Namespace: NAME, MetricName: NAME, Dimensions: DIMENSIONS });

export const UNIT = oneOf(...UNITS);
