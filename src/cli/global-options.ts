import { type Command, Option } from 'commander';

/** The options that every command has. */
export interface GlobalOptions {
  readonly output?: OutputFormat;
  readonly query?: string;
  readonly color: 'auto' | 'always' | 'never';
  readonly quiet?: boolean;
  /** Where AWS is, and as whom it is asked, for the commands that do. */
  readonly profile?: string;
  readonly region?: string;
  readonly endpointUrl?: string;
}

export type OutputFormat = (typeof FORMATS)[number];

export function addGlobalOptions(program: Command): void {
  program
    .addOption(
      new Option(
        '--output <format>',
        'how to write the result (default: table on a terminal, else json)',
      ).choices(FORMATS),
    )
    .option('--query <expression>', 'JMESPath that picks from the JSON result')
    .addOption(
      new Option('--color <when>', 'colour in tables and charts')
        .choices(['auto', 'always', 'never'])
        .default('auto'),
    )
    .option('--quiet', 'no notes on stderr, only errors')
    .option('--profile <name>', "AWS: a profile of the AWS CLI's files")
    .option('--region <name>', 'AWS: such as eu-west-1 (default: AWS_REGION, or the profile)')
    .option('--endpoint-url <url>', 'AWS: somewhere else, such as the lab (or AWS_ENDPOINT_URL)');
}

const FORMATS = ['table', 'json', 'csv', 'text'] as const;
