import { type Command, Option } from 'commander';

/** The options that every command has. */
export interface GlobalOptions {
  readonly output?: OutputFormat;
  readonly query?: string;
  readonly color: 'auto' | 'always' | 'never';
  readonly quiet?: boolean;
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
    .option('--quiet', 'no notes on stderr, only errors');
}

const FORMATS = ['table', 'json', 'csv', 'text'] as const;
