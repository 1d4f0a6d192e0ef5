import { type Command, Option } from 'commander';
import type { Interpolation } from '../curve/minutes.ts';
import type { ArrivalKind } from '../load/arrivals.ts';
import { ExitCode } from './exit-code.ts';
import type { GlobalOptions } from './global-options.ts';
import { percent, positiveNumber, wholeNumber } from './option-values.ts';

export interface LoadRunOptions {
  readonly url: string;
  readonly curve?: string;
  readonly shape?: string;
  readonly scale: number;
  readonly compress: number;
  readonly interpolate?: Interpolation;
  readonly duration?: string;
  readonly arrivals: ArrivalKind;
  readonly seed: number;
  readonly method?: string;
  readonly header: readonly string[];
  readonly body?: string;
  readonly requests?: string;
  readonly connections: number;
  readonly threads: number;
  readonly timeout: string;
  readonly maxRate: number;
  readonly stopAtErrors: number;
  readonly slo: readonly string[];
  readonly record?: string;
  readonly junit?: string;
  readonly runId?: string;
  readonly shard?: string;
  readonly startAt?: string;
  readonly http2?: boolean;
  readonly streams?: number;
  readonly insecure?: boolean;
  readonly resolve: readonly string[];
  readonly dnsServer?: string;
  readonly users?: number;
  /** False with --no-trace-id. */
  readonly traceId: boolean;
  readonly balancerServer?: string;
  readonly targetHeader?: string;
  readonly watchGroup?: string;
  readonly watchEvery?: string;
  readonly watchAfter?: string;
  readonly expectLatency: string;
  readonly expectBytes: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Adds `plimsoll load run`. */
export function loadRun(load: Command): void {
  load
    .command('run')
    .description('send a load curve to a URL: open model, latency from the intended start')
    .requiredOption('--url <url>', 'where the load goes; no other host is ever asked')
    .option('--curve <file>', 'curve CSV (timestamp,requests_per_second), or - for stdin')
    .option('--shape <shape>', "a curve in words, such as 'ramp(from=10,to=500)', with --duration")
    .option('--scale <factor>', 'multiply every rate', positiveNumber, 1)
    .option('--compress <factor>', 'the same rates in so many times less time', positiveNumber, 1)
    .addOption(
      new Option(
        '--interpolate <how>',
        'inside a step, hold its value or join it to the next (default: linear for steps above 5 minutes)',
      ).choices(['hold', 'linear']),
    )
    .option('--duration <duration>', 'stop after so long, such as 90s; the length of a --shape')
    .addOption(
      new Option('--arrivals <how>', 'evenly along the curve, or at random as users come')
        .choices(['uniform', 'poisson'])
        .default('uniform'),
    )
    .option(
      '--seed <number>',
      'drives poisson arrivals, weights and noise',
      wholeNumber(0, Number.MAX_SAFE_INTEGER),
      1,
    )
    .option('--method <method>', 'such as POST (default: GET, or POST with --body)')
    .option('--header <header>', "'Name: value'; may be given again", collect, [])
    .option('--body <text>', 'sent with each request; @FILE reads a file')
    .option(
      '--requests <file>',
      'YAML or JSON list of requests: path, method, headers, body, weight',
    )
    .option('--users <count>', 'simulated users with a cookie jar each', wholeNumber(1, 1_000_000))
    .option('--no-trace-id', 'send no X-Amzn-Trace-Id')
    .option('--resolve <place>', 'HOST:PORT:IP[,IP…]: where the host is, without DNS', collect, [])
    .option('--dns-server <ip>', 'IP[:PORT] of the name server to ask for the host')
    .option('--http2', 'HTTP/2, over TLS')
    .option(
      '--streams <count>',
      'requests at a time on an HTTP/2 connection (default: 128)',
      wholeNumber(1, 128),
    )
    .option('--insecure', 'do not verify the certificate')
    .option(
      '--balancer-server <regex>',
      "the Server header of the load balancer's own errors (default: ^awselb/)",
    )
    .option(
      '--target-header <name>',
      "a header that every target sends and the load balancer's own errors lack",
    )
    .option('--connections <count>', 'how many there may be at a time', wholeNumber(1, 20_000), 200)
    .option('--threads <count>', 'threads that send', wholeNumber(1, 64), 1)
    .option(
      '--timeout <duration>',
      'how long a request may wait for a connection, and then for its whole answer',
      '10s',
    )
    .option(
      '--max-rate <rate>',
      'refuse a curve that peaks higher (requests/s)',
      positiveNumber,
      10_000,
    )
    .option(
      '--stop-at-errors <percent>',
      'end the run when more fails over 5 s; 100: never',
      percent,
      50,
    )
    .option(
      '--slo <threshold>',
      "such as 'p95<250ms' or 'errors<0.1%'; may be given again",
      collect,
      [],
    )
    .option('--record <file>', 'write a line a second as NDJSON, for load report')
    .option('--junit <file>', 'write the thresholds as JUnit XML')
    .option('--run-id <id>', 'what the generators of one run share')
    .option('--shard <i/N>', 'send the i-th of N equal shares of the curve, such as 1/3')
    .option(
      '--start-at <time>',
      'ISO 8601 with a zone, or epoch seconds: for shards to start as one',
    )
    .option('--watch-group <name>', 'an Auto Scaling group to watch beside the run')
    .option('--watch-every <duration>', 'how often it is looked at (default: 10s)')
    .option('--watch-after <duration>', 'go on watching so long after the load, as it scales in')
    .option('--expect-latency <duration>', 'for the plan: what an answer takes', '0.1s')
    .option(
      '--expect-bytes <bytes>',
      'for the plan: bytes of a request and its answer',
      positiveNumber,
      20_000,
    )
    .option('--dry-run', 'print the plan and send nothing')
    .option('--yes', 'confirm a load of more than 100 requests/s on another machine')
    .action(async (options: LoadRunOptions, command: Command) => {
      await run(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function run(options: LoadRunOptions, global: GlobalOptions): Promise<void> {
  const { openOutput } = await import('./output.ts');
  const { prepareLoad } = await import('./load-prepare.ts');
  const { confirmLoad } = await import('./load-confirm.ts');
  const { loadPlanText } = await import('../report/load-plan.ts');
  const { openWatch, readWatch } = await import('./load-watch.ts');

  const output = await openOutput(global);
  const watch = readWatch(options);
  const prepared = await prepareLoad(options);
  if (options.dryRun === true) {
    await output.write({
      value: prepared.plan,
      table: () => loadPlanText(prepared.plan),
      csv: () => prepared.plan.stages.map((stage) => ({ ...stage })),
    });
    return;
  }
  const { sendLoad } = await import('./load-send.ts');
  const { openJunit, showOutcome } = await import('./load-show.ts');
  const junit = await openJunit(options.junit);
  const watching = watch && { ...watch, source: await openWatch(watch, global) };
  await confirmLoad(prepared.plan, options.yes === true);
  const sent = await sendLoad(prepared, { ...options, watching }, global.quiet === true);
  const outcome = await showOutcome([sent.recording], prepared.slos, output, junit);
  if (sent.writeError !== undefined) throw sent.writeError;
  process.exitCode = sent.isInterrupted ? ExitCode.Interrupted : outcome;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
