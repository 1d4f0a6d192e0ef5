import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type AwsAccess, clientConfig } from './access.ts';
import { AROUND_ANSWERS, redacting } from './redact.ts';

/*
 * The only place that makes clients of AWS's SDK, so that none is without what all need:
 * no message of a failure repeats a credential. `attempts` and `timeoutSeconds` as in
 * `clientConfig`, which says what is thrown.
 */

export function cloudWatchClient(
  access: AwsAccess,
  attempts: number,
  timeoutSeconds?: number,
): CloudWatchClient {
  const client = new CloudWatchClient(clientConfig(access, 'CLOUDWATCH', attempts, timeoutSeconds));
  client.middlewareStack.add(redacting, AROUND_ANSWERS);
  return client;
}

export function autoScalingClient(access: AwsAccess, attempts: number): AutoScalingClient {
  const client = new AutoScalingClient(clientConfig(access, 'AUTO_SCALING', attempts));
  client.middlewareStack.add(redacting, AROUND_ANSWERS);
  return client;
}

export function loadBalancingClient(
  access: AwsAccess,
  attempts: number,
): ElasticLoadBalancingV2Client {
  const client = new ElasticLoadBalancingV2Client(
    clientConfig(access, 'ELASTIC_LOAD_BALANCING_V2', attempts),
  );
  client.middlewareStack.add(redacting, AROUND_ANSWERS);
  return client;
}
