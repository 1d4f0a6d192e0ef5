import { describe, expect, it } from 'vitest';
import {
  checkConfiguration,
  sentenceOf,
} from '../../../src/model/policies/predictive-scaling/check-configuration.ts';
import { INVALID, VALID } from '../../support/invalid-configurations.ts';

describe('checkConfiguration', () => {
  it.each(VALID)('takes %s', (_, configuration) => {
    expect(checkConfiguration(configuration)).toEqual({ configuration, problems: [] });
  });

  it.each(INVALID)('refuses $because, by the name of the field', ({ configuration, says }) => {
    const { problems } = checkConfiguration(configuration);
    expect(problems.map(sentenceOf)).toEqual([expect.stringContaining(says)]);
    expect(sentenceOf(problems[0]).indexOf(says)).toBe(0);
  });

  it('tells all that is wrong at once', () => {
    const { problems } = checkConfiguration({
      MetricSpecifications: [],
      SchedulingBufferTime: 3600,
      MaxCapacityBuffer: 10,
    });
    expect(problems.map(({ path }) => path.join('.'))).toEqual([
      'MetricSpecifications',
      'SchedulingBufferTime',
      'MaxCapacityBuffer',
    ]);
  });

  it('lets any label pass where there is but one load balancer', () => {
    const configuration = {
      MetricSpecifications: [
        {
          TargetValue: 1000,
          PredefinedMetricPairSpecification: { PredefinedMetricType: 'ALBRequestCount' },
        },
      ],
    };
    expect(checkConfiguration(configuration, 'any').problems).toEqual([]);
  });

  it('refuses any key that it does not know in what shall be sent, which would be dropped', () => {
    const [, configuration] = VALID[0];
    const more = { ...(configuration as object), Foo: 1 };
    expect(checkConfiguration(more).problems).toEqual([]);
    const { problems } = checkConfiguration(more, 'checked', { isStrict: true });
    expect(problems.map(sentenceOf)).toEqual([
      'Foo is no key of AWS that could be sent: leave it out',
    ]);
  });
});
