import { bind, type Service } from '../service.ts';
import { deleteAlarms } from './delete-alarms.ts';
import { describeAlarms } from './describe-alarms.ts';
import { getMetricData } from './get-metric-data.ts';
import { getMetricStatistics } from './get-metric-statistics.ts';
import { listMetrics } from './list-metrics.ts';
import { putMetricAlarm } from './put-metric-alarm.ts';
import { putMetricData } from './put-metric-data.ts';
import { refuseShape } from './refusals.ts';
import type { CloudWatchWorld } from './world.ts';

const OPERATIONS = {
  PutMetricData: putMetricData,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  PutMetricAlarm: putMetricAlarm,
  DescribeAlarms: describeAlarms,
  DeleteAlarms: deleteAlarms,
};

/** CloudWatch, on a store. */
export function cloudWatch(world: CloudWatchWorld): Service {
  return {
    name: 'CloudWatch',
    version: '2010-08-01',
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    targetPrefix: 'GraniteServiceVersion20100801',
    operations: bind(OPERATIONS, world),
    refuse: refuseShape,
  };
}
