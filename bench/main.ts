import { type Benchmark, type Figure, isMet } from './figure.ts';
import { m4Full, m4TwoWeeks, traces } from './forecast.ts';
import { load } from './load.ts';
import { compareYear, help } from './processes.ts';
import { saturate } from './saturate.ts';
import { predictiveYear, sweep, year } from './simulate.ts';

/**
 * `npm run bench`: a line a figure with its target; `-- NAME` runs one, `-- --json`
 * prints JSON. Machines are noisy: quote ratios within one run.
 */
const BENCHMARKS: readonly Benchmark[] = [
  year,
  predictiveYear,
  sweep,
  compareYear,
  help,
  m4TwoWeeks,
  m4Full,
  traces,
  load,
  saturate,
];

const args = process.argv.slice(2);
const json = args.includes('--json');
const names = args.filter((arg) => arg !== '--json');
const unknown = names.find((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
if (unknown !== undefined) {
  const known = BENCHMARKS.map(({ name }) => name).join(', ');
  process.stderr.write(`bench: no benchmark "${unknown}"; there are ${known}\n`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const benchmark of BENCHMARKS) {
  if (names.length > 0 && !names.includes(benchmark.name)) continue;
  for (const figure of await benchmark.run()) {
    figures.push(figure);
    if (!json) process.stdout.write(`${line(figure)}\n`);
  }
}
if (json) {
  const rows = figures.map((figure) => ({ ...figure, met: isMet(figure) }));
  process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
}

function line(figure: Figure): string {
  const { name, value, unit, target, bound, detail } = figure;
  const met = isMet(figure) ? 'met' : 'NOT MET';
  return `${name.padEnd(26)} ${value.toFixed(2).padStart(7)} ${unit.padEnd(16)} target ${bound === 'least' ? '≥' : '≤'} ${String(target).padEnd(4)} ${met.padEnd(8)} ${detail}`;
}
