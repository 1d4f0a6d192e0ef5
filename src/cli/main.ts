#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { curveConvert } from './curve-convert.ts';
import { curveMake } from './curve-make.ts';
import { curveShow } from './curve-show.ts';
import { exitOnClosedPipe, report } from './failure.ts';
import { addGlobalOptions } from './global-options.ts';
import { labUp } from './lab-up.ts';
import { loadReport } from './load-report.ts';
import { loadRun } from './load-run.ts';
import { loadSaturate } from './load-saturate.ts';
import { predictBacktest } from './predict-backtest.ts';
import { predictForecast } from './predict-forecast.ts';
import { predictHistory } from './predict-history.ts';
import { predictPolicy } from './predict-policy.ts';
import { predictSeed } from './predict-seed.ts';
import { simulateCompare } from './simulate-compare.ts';

exitOnClosedPipe();
try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

/**
 * Every command registers itself with the verb it belongs to, from a file of its
 * own, and imports what it needs inside its action: `--help` loads commander and
 * nothing else.
 */
function program(): Command {
  const plimsoll = new Command('plimsoll')
    .description(
      'Load-test, predict and simulate the scaling of an EC2 Auto Scaling group behind an Application Load Balancer',
    )
    .option('-V, --version', 'print the version')
    .on('option:version', printVersion)
    .configureHelp({ showGlobalOptions: true })
    // Errors are thrown and printed in one place, one line each.
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  addGlobalOptions(plimsoll);

  const curve = plimsoll.command('curve').description('load curves: requests per second over time');
  curveShow(curve);
  curveMake(curve);
  curveConvert(curve);

  const simulate = plimsoll
    .command('simulate')
    .description('replay a load curve offline against scaling policies');
  simulateCompare(simulate);

  const predict = plimsoll
    .command('predict')
    .description('forecast a load, and what predictive scaling would make of it; make its history');
  predictHistory(predict);
  predictForecast(predict);
  predictBacktest(predict);
  predictSeed(predict);
  predictPolicy(predict);
  const load = plimsoll
    .command('load')
    .description('push a load curve through a load balancer and measure what happens');
  loadRun(load);
  loadSaturate(load);
  loadReport(load);
  const lab = plimsoll.command('lab').description('a local stand-in for AWS');
  labUp(lab);

  return plimsoll;
}

function printVersion(): never {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  process.stdout.write(`${version}\n`);
  throw new CommanderError(0, 'commander.version', version);
}
