import { MOST_DATA, RESERVED_NAMESPACE } from '../../model/metric-limits.ts';
import { action } from '../operation.ts';
import { BOOLEAN, list, map, structure, TEXT } from '../shape/shape.ts';
import { NAME } from './metric-shapes.ts';
import { DATUM, readDatum } from './read-datum.ts';
import { invalidValue, missing } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

/**
 * PutMetricData: all data or, where one datum is wrong, none. The answer comes when
 * they are safe. What is sent again counts again, as in CloudWatch. Of
 * EntityMetricData the data are kept, the entities are not.
 *
 * Source: Amazon CloudWatch API reference, PutMetricData.
 */
export const putMetricData = action({
  input: structure(
    {
      MetricData: list(DATUM),
      EntityMetricData: list(
        structure({
          Entity: structure({ KeyAttributes: map(TEXT), Attributes: map(TEXT) }),
          MetricData: list(DATUM),
        }),
      ),
      StrictEntityValidation: BOOLEAN,
    },
    { Namespace: NAME },
  ),
  handle: async (input, { keep, now }: CloudWatchWorld) => {
    const { Namespace, MetricData = [], EntityMetricData = [] } = input;
    if (RESERVED_NAMESPACE.test(Namespace))
      throw invalidValue(`The value ${Namespace} for parameter Namespace is invalid.`);
    const lists = [
      { path: 'MetricData', given: MetricData },
      ...EntityMetricData.map(({ MetricData: given = [] }, i) => ({
        path: `EntityMetricData.member.${i + 1}.MetricData`,
        given,
      })),
    ];
    const count = lists.reduce((sum, { given }) => sum + given.length, 0);
    if (count === 0) throw missing('MetricData');
    if (count > MOST_DATA)
      throw invalidValue(
        `The collection MetricData must not have a size greater than ${MOST_DATA}.`,
      );
    const received = now();
    const data = lists.flatMap(({ path, given }) =>
      given.map((datum, i) => readDatum(datum, `${path}.member.${i + 1}`, received)),
    );
    await keep({ received, namespace: Namespace, data });
  },
});
