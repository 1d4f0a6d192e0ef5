import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plimsoll } from '../cli/plimsoll.ts';
import { lab, temporaryDirectory } from '../lab/rig.ts';
import { aws, isWanted } from './aws-cli.ts';

describe.skipIf(!isWanted)("AWS's command line (skipped unless PLIMSOLL_INTEROP=1)", () => {
  it('puts what predict policy write wrote, and describes it as it was', async () => {
    const { url } = await lab({ group: { name: 'shop' } });
    const cwd = temporaryDirectory();
    const seeded = ['--namespace', 'Shop/Seed', '--group', 'shop', '--target', '50', '--splice'];
    await plimsoll(['predict', 'policy', 'write', ...seeded, '-o', 'policy.json'], { cwd });
    const file = join(cwd, 'policy.json');
    const group = ['--auto-scaling-group-name', 'shop'];
    await aws(
      url,
      ...['autoscaling', 'put-scaling-policy', ...group, '--policy-name', 'forecast'],
      ...['--policy-type', 'PredictiveScaling'],
      ...['--predictive-scaling-configuration', `file://${file}`],
    );
    const { ScalingPolicies } = await aws(url, 'autoscaling', 'describe-policies', ...group);
    expect(ScalingPolicies[0].PredictiveScalingConfiguration).toEqual(
      JSON.parse(readFileSync(file, 'utf8')),
    );
  }, 30_000);
});
