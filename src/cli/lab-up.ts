import { type Command, Option } from 'commander';
import { PlimsollError } from '../error.ts';
import type { GlobalOptions } from './global-options.ts';
import { wholeNumber } from './option-values.ts';

interface LabUpOptions {
  readonly port: number;
  readonly host: string;
  readonly visibility: 'instant' | 'documented';
  readonly state?: string;
  readonly fault: readonly string[];
  readonly seed: number;
}

/** Adds `plimsoll lab up`. */
export function labUp(lab: Command): void {
  lab
    .command('up')
    .description("run a local CloudWatch that AWS's SDKs and CLI talk to; ends with Ctrl-C")
    .option(
      '--port <number>',
      'where to listen; 0 is any that is free',
      wholeNumber(0, 65_535),
      4566,
    )
    .option('--host <address>', 'whom to listen to; the default is this machine alone', '127.0.0.1')
    .addOption(
      new Option('--visibility <when>', 'when back-dated points can be read')
        .choices(['instant', 'documented'])
        .default('instant'),
    )
    .option('--state <directory>', 'keep everything there, safe from a kill')
    .option(
      '--fault <fault>',
      'go wrong, such as PutMetricData:throttle=0.1,500=0.05,late=2s@0.1,drop-after-store=0.1; may be given again',
      (fault: string, before: readonly string[]) => [...before, fault],
      [],
    )
    .option('--seed <number>', 'which requests the faults befall', wholeNumber(0, 2 ** 32 - 1), 1)
    .action(async (options: LabUpOptions, command: Command) => {
      await up(options, command.optsWithGlobals<GlobalOptions>());
    });
}

async function up(options: LabUpOptions, { output, query, quiet }: GlobalOptions): Promise<void> {
  const { startLab } = await import('../lab/start-lab.ts');
  const { tell } = await import('./stderr.ts');

  if (output === 'csv' || output === 'table')
    throw new PlimsollError('usage', `lab up has no --output ${output}: use text or json`);
  if (query !== undefined)
    throw new PlimsollError('usage', 'lab up has no result for --query: leave it out');
  const { visibility, host, port, seed, fault, state } = options;
  const lab = await startLab({
    host,
    port,
    visibility,
    seed,
    faults: fault,
    ...(state !== undefined && { stateDirectory: state }),
    onError: (error) => tell(`the lab failed: ${error instanceof Error ? error.message : error}`),
  });
  // Asked for from here on, so that nobody who waits for the line below ends it in vain.
  const ended = endRequested();
  const facts = { url: lab.url, visibility, state: state ?? null, faults: fault, seed };
  process.stdout.write(output === 'json' ? `${JSON.stringify(facts)}\n` : `${lab.url}\n`);
  if (quiet !== true) for (const line of notes(options, lab.url)) tell(line);
  await ended;
  await lab.close();
}

function notes({ host, visibility, state, fault, seed }: LabUpOptions, url: string): string[] {
  const found = [
    `the lab is up: export AWS_ENDPOINT_URL=${url}, with any region and credentials`,
    visibility === 'instant'
      ? 'back-dated points can be read at once, unlike in AWS (--visibility documented is as slow)'
      : 'back-dated points can be read as late as AWS documents: 3 hours back after 2 hours, a day back after 48',
    state === undefined
      ? 'nothing is kept when it ends (--state keeps it)'
      : `everything is kept in ${state}`,
  ];
  if (fault.length > 0) found.push(`faults, by seed ${seed}: ${fault.join(' ')}`);
  if (!isLoopback(host))
    found.push(`${host} is reached from other machines, and the lab asks nobody who they are`);
  return found;
}

function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d+){3}|::1|localhost)$/.test(host);
}

/** Ctrl-C, or a supervisor's wish, is how a lab ends: exit code 0. A second one ends it at once. */
function endRequested(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const onSignal = () => {
      for (const signal of signals) process.off(signal, onSignal);
      resolve();
    };
    for (const signal of signals) process.on(signal, onSignal);
  });
}
