import { type Command, Option } from 'commander';
import { PlimsollError } from '../error.ts';
import type { InitialGroup } from '../lab/initial-group.ts';
import type { Lab } from '../lab/start-lab.ts';
import type { GlobalOptions } from './global-options.ts';
import { wholeNumber } from './option-values.ts';

interface LabUpOptions {
  readonly port: number;
  readonly host: string;
  readonly visibility: 'instant' | 'documented';
  readonly state?: string;
  readonly fault: readonly string[];
  readonly seed: number;
  readonly speed: number;
  readonly group?: string;
  readonly minSize?: number;
  readonly maxSize?: number;
  readonly desiredCapacity?: number;
  readonly warmup?: number;
  readonly launch?: number;
  readonly boot?: number;
  readonly drain?: number;
}

/** Adds `plimsoll lab up`. */
export function labUp(lab: Command): void {
  lab
    .command('up')
    .description(
      "run a local CloudWatch and Auto Scaling that AWS's SDKs and CLI talk to; ends with Ctrl-C",
    )
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
    .option(
      '--speed <number>',
      "how many times faster than the wall's the lab's clock runs, 1 to 3600",
      wholeNumber(1, 3600),
      1,
    )
    .option('--group <name>', 'an Auto Scaling group to begin with')
    .option('--min-size <number>', 'its MinSize (default: 1)', size)
    .option('--max-size <number>', 'its MaxSize (default: 10)', size)
    .option('--desired-capacity <number>', 'in service from the start (default: MinSize)', size)
    .option('--warmup <seconds>', 'its DefaultInstanceWarmup (default: 120)', wholeNumber(0, 3600))
    .option('--launch <seconds>', 'until an instance is InService (default: 60)', seconds)
    .option('--boot <seconds>', 'from then until it is healthy (default: 30)', seconds)
    .option('--drain <seconds>', 'until one that leaves is gone (default: 300)', seconds)
    .action(async (options: LabUpOptions, command: Command) => {
      await up(options, command.optsWithGlobals<GlobalOptions>());
    });
}

const size = wholeNumber(0, 10_000);
const seconds = wholeNumber(0, 86_400);

async function up(options: LabUpOptions, { output, query, quiet }: GlobalOptions): Promise<void> {
  const { startLab } = await import('../lab/start-lab.ts');
  const { Interruption } = await import('./interruption.ts');
  const { tell } = await import('./stderr.ts');

  if (output === 'csv' || output === 'table')
    throw new PlimsollError('usage', `lab up has no --output ${output}: use text or json`);
  if (query !== undefined)
    throw new PlimsollError('usage', 'lab up has no result for --query: leave it out');
  const { visibility, host, port, seed, fault, state, speed } = options;
  const group = groupOf(options);
  const lab = await startLab({
    host,
    port,
    visibility,
    seed,
    speed,
    faults: fault,
    ...(group !== undefined && { group }),
    ...(state !== undefined && { stateDirectory: state }),
    onError: (error) => tell(`the lab failed: ${error instanceof Error ? error.message : error}`),
  });
  // How a lab ends, with exit code 0; asked for from here on, so that nobody who waits for
  // the line below ends it in vain.
  const ended = new Promise<void>((resolve) => {
    Interruption.watch(undefined, resolve);
  });
  const facts = {
    url: lab.url,
    visibility,
    state: state ?? null,
    faults: fault,
    seed,
    speed,
    clock: new Date(lab.now()).toISOString(),
    group: options.group ?? null,
  };
  process.stdout.write(output === 'json' ? `${JSON.stringify(facts)}\n` : `${lab.url}\n`);
  if (quiet !== true) for (const line of notes(options, lab)) tell(line);
  await ended;
  await lab.close();
}

/** The group that shall be there; its options without it would be ignored. */
function groupOf(options: LabUpOptions): InitialGroup | undefined {
  const { group, minSize, maxSize, desiredCapacity, warmup, launch, boot, drain } = options;
  const own = { minSize, maxSize, desiredCapacity, warmup, launch, boot, drain };
  const idle = Object.entries(own).find(([, value]) => value !== undefined)?.[0];
  if (group === undefined) {
    if (idle === undefined) return undefined;
    const flag = idle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw new PlimsollError('usage', `--${flag} is of a --group: give that as well`);
  }
  return {
    name: group,
    MinSize: minSize,
    MaxSize: maxSize,
    DesiredCapacity: desiredCapacity,
    DefaultInstanceWarmup: warmup,
    launchSeconds: launch,
    bootSeconds: boot,
    drainSeconds: drain,
  };
}

function notes(
  { host, visibility, state, fault, seed, speed, group }: LabUpOptions,
  { url, now, isGroupKept }: Lab,
): string[] {
  const found = [
    `the lab is up: export AWS_ENDPOINT_URL=${url}, with any region and credentials`,
    visibility === 'instant'
      ? 'back-dated points can be read at once, unlike in AWS (--visibility documented is as slow)'
      : 'back-dated points can be read as late as AWS documents: 3 hours back after 2 hours, a day back after 48',
    state === undefined
      ? 'nothing is kept when it ends (--state keeps it)'
      : `everything is kept in ${state}`,
  ];
  if (speed !== 1)
    found.push(
      `its clock runs ${speed} times faster than the wall's, from ${new Date(now()).toISOString()} on: a minute of the lab is ${60 / speed} s`,
    );
  if (group !== undefined)
    found.push(
      isGroupKept
        ? `the group ${group} is as it was kept, whatever the options say`
        : `the group ${group} is in service`,
    );
  if (fault.length > 0) found.push(`faults, by seed ${seed}: ${fault.join(' ')}`);
  if (!isLoopback(host))
    found.push(`${host} is reached from other machines, and the lab asks nobody who they are`);
  return found;
}

function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d+){3}|::1|localhost)$/.test(host);
}
