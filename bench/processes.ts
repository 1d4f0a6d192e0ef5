import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './figure.ts';
import { dailyLoad } from './scenarios.ts';
import { processesInTurn } from './timing.ts';

const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** How long `plimsoll --help` takes against a program that does nothing. */
export const help: Benchmark = {
  name: 'help',
  run: () => {
    const { a, b } = processesInTurn(15, [CLI, '--help'], ['-e', '0']);
    const detail = `${a.toFixed(0)} ms against ${b.toFixed(0)} ms of wall time`;
    return [{ name: 'help', value: a / b, unit: '× empty program', target: 2.2, detail }];
  },
};

/** The main job on a year of minutes, whole process, against a bare read of the same file. */
export const compareYear: Benchmark = {
  name: 'compare-year',
  run: () => {
    const directory = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
    try {
      const curve = join(directory, 'year.csv');
      const scenario = join(directory, 'year.yaml');
      writeFileSync(curve, yearCsv());
      writeFileSync(scenario, SCENARIO);
      const { a, b } = processesInTurn(
        5,
        [CLI, 'simulate', 'compare', scenario],
        ['-e', BARE_READ, curve],
      );
      const detail = `${a.toFixed(0)} ms against ${b.toFixed(0)} ms of wall time, 4 strategies`;
      return [{ name: 'compare-year', value: a / b, unit: '× bare read', target: 3.5, detail }];
    } finally {
      rmSync(directory, { recursive: true });
    }
  },
};

/** Splits the lines and turns both fields into numbers. */
const BARE_READ = `
  const rows = require('node:fs').readFileSync(process.argv[1], 'utf8').split('\\n');
  const rates = new Float64Array(rows.length), times = new Float64Array(rows.length);
  for (let i = 1; i < rows.length - 1; i++) {
    const comma = rows[i].indexOf(',');
    times[i] = Date.parse(rows[i].slice(0, comma));
    rates[i] = Number(rows[i].slice(comma + 1));
  }`;

function yearCsv(): string {
  const rows = ['timestamp,requests_per_second'];
  dailyLoad(365).forEach((rate, minute) => {
    const time = new Date(Date.UTC(2025, 0, 6) + 60_000 * minute).toISOString();
    rows.push(`${time.slice(0, 19)}Z,${rate.toFixed(2)}`);
  });
  return `${rows.join('\n')}\n`;
}

const TRACKING = (target: number) => `
  - name: target-${target}
    policies:
      - PolicyName: target-${target}
        PolicyType: TargetTrackingScaling
        TargetTrackingConfiguration:
          PredefinedMetricSpecification: { PredefinedMetricType: ASGAverageCPUUtilization }
          TargetValue: ${target}`;

const SCENARIO = `
curve: { file: year.csv }
service: { instanceType: m5.large, requestsPerSecond: 50, serviceTimeMs: 40 }
group: { MinSize: 2, MaxSize: 40, DesiredCapacity: 6, DefaultInstanceWarmup: 120, detailedMonitoring: true }
slo: { p95LatencyMs: 250, violationMinutes: 100000 }
strategies:
  - name: fixed-20
    group: { MinSize: 20, MaxSize: 20, DesiredCapacity: 20 }${TRACKING(40)}${TRACKING(50)}${TRACKING(60)}
`;
