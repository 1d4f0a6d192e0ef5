import { operation } from '../operation.ts';
import { BOOLEAN, INTEGER, list, structure, TEXT, TIMESTAMP } from '../shape/shape.ts';
import { pageOf } from './page.ts';
import { NAME } from './policy-shapes.ts';
import { wrong } from './refusals.ts';
import { type AutoScalingWorld, groupsOf } from './world.ts';

const ACTIVITY = structure(
  { EndTime: TIMESTAMP, StatusMessage: TEXT },
  {
    ActivityId: TEXT,
    AutoScalingGroupName: TEXT,
    Description: TEXT,
    Cause: TEXT,
    StartTime: TIMESTAMP,
    StatusCode: TEXT,
    Progress: INTEGER,
    Details: TEXT,
  },
);

/**
 * DescribeScalingActivities: of the last six weeks, the newest first, one an instance.
 *
 * Source: EC2 Auto Scaling API reference, DescribeScalingActivities.
 */
export const describeScalingActivities = operation({
  input: structure({
    ActivityIds: list(TEXT),
    AutoScalingGroupName: NAME,
    IncludeDeletedGroups: BOOLEAN,
    MaxRecords: INTEGER,
    NextToken: TEXT,
  }),
  output: structure({ NextToken: TEXT }, { Activities: list(ACTIVITY) }),
  handle: (input, world: AutoScalingWorld) => {
    if (input.IncludeDeletedGroups === true)
      throw wrong(
        ['IncludeDeletedGroups'],
        'is not supported by the lab, which forgets deleted groups: leave it out',
      );
    const { ActivityIds = [], AutoScalingGroupName } = input;
    const groups = groupsOf(world, AutoScalingGroupName);
    const found = groups
      .flatMap(({ life }) => [...life.activities.values()])
      .filter(
        ({ ActivityId, StartTime }) =>
          (ActivityIds.length === 0 || ActivityIds.includes(ActivityId)) &&
          StartTime > world.live.now - SIX_WEEKS,
      )
      .toReversed()
      .toSorted((a, b) => b.StartTime - a.StartTime);
    const { shown, ...next } = pageOf(found, input, 100);
    return { Activities: shown.map(({ instanceNumber: _, ...told }) => told), ...next };
  },
});

const SIX_WEEKS = 42 * 24 * 3_600_000;
