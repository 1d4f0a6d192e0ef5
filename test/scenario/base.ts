import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { PlimsollError } from '../../src/error.ts';
import { parseScenario, type Scenario } from '../../src/scenario/parse.ts';

/** A sound scenario; the tests make one mistake in it and count on its line numbers. */
export const BASE = `curve:
  file: curve.csv
evaluateFrom: 2024-01-01T00:02:00Z
service:
  instanceType: m5.large
  requestsPerSecond: 100
group:
  MinSize: 2
  MaxSize: 40
  DesiredCapacity: 4
loadBalancer:
  algorithm: round_robin
slo:
  p95LatencyMs: 250
strategies:
  - name: fixed
    group: { MinSize: 10, MaxSize: 10, DesiredCapacity: 10 }
  - name: target
    policies:
      - PolicyName: cpu50
        PolicyType: TargetTrackingScaling
        TargetTrackingConfiguration:
          PredefinedMetricSpecification:
            PredefinedMetricType: ASGAverageCPUUtilization
          TargetValue: 50
  - name: steps
    policies:
      - PolicyName: out
        PolicyType: StepScaling
        AdjustmentType: PercentChangeInCapacity
        StepAdjustments:
          - { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 10 }
          - { MetricIntervalLowerBound: 10, ScalingAdjustment: 30 }
        MinAdjustmentMagnitude: 1
    alarms:
      - AlarmName: high
        Namespace: AWS/EC2
        MetricName: CPUUtilization
        Statistic: Average
        Period: 60
        EvaluationPeriods: 3
        DatapointsToAlarm: 2
        Threshold: 60
        ComparisonOperator: GreaterThanThreshold
        AlarmActions: [out]
`;

/** Ten known minutes from midnight of 2024-01-01 UTC. */
const CURVE = [
  'timestamp,requests_per_second',
  ...Array.from({ length: 10 }, (_, minute) => `2024-01-01T00:0${minute}:00Z,${100 + minute}`),
].join('\n');

/** A directory with `curve.csv` and the files given, gone after the tests of the file. */
export function makeDirectory(files: Readonly<Record<string, string>> = {}): string {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-scenario-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, content] of Object.entries({ 'curve.csv': CURVE, ...files })) {
    writeFileSync(join(directory, name), content);
  }
  return directory;
}

/** `BASE` with one passage, which must occur once, replaced. */
export function base(passage: string, replacement: string): string {
  const parts = BASE.split(passage);
  if (parts.length !== 2) throw new Error(`${passage} occurs ${parts.length - 1} times`);
  return parts.join(replacement);
}

export function read(text: string, baseDir: string): Scenario {
  return parseScenario(text, { baseDir, source: 'scenario.yaml' });
}

/** How a text is refused: its problems, without the code; none when it is taken. */
export function problemsOf(text: string, baseDir: string): readonly string[] {
  return refusal(text, baseDir)?.problems ?? [];
}

export function refusal(text: string, baseDir: string): PlimsollError | undefined {
  try {
    read(text, baseDir);
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
  return undefined;
}
