import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseCurve, parseScenario } from '../src/index.ts';
import { type Lab, startLab } from '../src/lab/start-lab.ts';
import { plimsoll } from './cli/plimsoll.ts';
import { codeBlocks, PAGES, PROJECT, readPage } from './support/markdown.ts';

const README = readPage('README.md');
const { scripts } = JSON.parse(readFileSync(`${PROJECT}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Where the examples run. */
const directory = mkdtempSync(join(tmpdir(), 'plimsoll-readme-'));
beforeAll(() => writeExamples(directory));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the README', () => {
  it('shows what the demo prints', { timeout: 60_000 }, async () => {
    const demo = await plimsoll(argumentsOf(scripts.demo, 'node dist/cli/main.js '));
    expect(demo).toMatchObject({ code: 0, stderr: '' });
    if (process.env.UPDATE === '1') {
      const shown = `\`\`\`text\n${theBlock('text')}\`\`\``;
      const updated = README.replace(shown, () => `\`\`\`text\n${demo.stdout}\`\`\``);
      writeFileSync(`${PROJECT}README.md`, updated);
    } else expect(demo.stdout, 'UPDATE=1 writes it into the README').toBe(theBlock('text'));
  });

  it('has an example of the library that runs', { timeout: 60_000 }, () => {
    const library = new URL('../src/index.ts', import.meta.url).href;
    const script = join(directory, 'example.mjs');
    writeFileSync(script, theBlock('js').replace("from 'plimsoll'", `from '${library}'`));
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), script],
      { cwd: directory, encoding: 'utf8' },
    );
    expect([status, stderr]).toEqual([0, '']);
  });
});

/** Somebody who types a page's commands one after the other, with a lab of their own. */
class Reader {
  readonly #directory: string;
  #lab: Promise<Lab> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(page: string) {
    this.#directory = join(directory, page.replaceAll('/', '-'));
  }

  type(args: readonly string[]) {
    const typed = this.#last.then(() => this.#run(args));
    this.#last = typed;
    return typed;
  }

  async end(): Promise<void> {
    await (await this.#lab)?.close();
  }

  async #run(args: readonly string[]) {
    this.#lab ??= this.#sitDown();
    const { url } = await this.#lab;
    return plimsoll(args, { cwd: this.#directory, env: { AWS_ENDPOINT_URL: url } });
  }

  #sitDown(): Promise<Lab> {
    writeExamples(this.#directory);
    return startLab({ group: { name: 'shop-asg', MaxSize: 40 } });
  }
}

/** A command line of a shell block, and where it stands. */
const commandLines = PAGES.flatMap((page) =>
  codeBlocks(readPage(page))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text, line }) =>
      text
        .trimEnd()
        .split('\n')
        .map((command, index) => ({ page, command, where: `${page}:${line + index}` })),
    ),
);

describe.concurrent('a command in the documentation', () => {
  const readers = new Map(PAGES.map((page) => [page, new Reader(page)]));
  afterAll(async () => {
    for (const reader of readers.values()) await reader.end();
  });

  for (const { page, command, where } of commandLines) {
    it(`can be typed as it stands: ${where}: ${command}`, { timeout: 120_000 }, async () => {
      if (/^(?:npx )?plimsoll /.test(command)) {
        const outcome = await readers.get(page)?.type(argumentsOf(command, /^(?:npx )?plimsoll /));
        // What changes something in AWS is shown before it is done.
        const stderr = / --yes\b/.test(command) ? expect.stringMatching(/^(?:to|policy) /) : '';
        expect(outcome).toMatchObject({ code: 0, stderr });
      } else expect(unknownSteps(command)).toEqual([]);
    });
  }
});

describe('YAML in the documentation', () => {
  const blocks = PAGES.flatMap((page) =>
    codeBlocks(readPage(page))
      .filter(({ language }) => language === 'yaml')
      .map(({ text, line }) => ({ page, text, line })),
  );

  for (const { page, text, line } of blocks) {
    it(`is taken as a scenario: ${page}:${line}`, () => {
      const scenario = page === 'README.md' ? text : withTheRestOfTheShop(text);
      const baseDir = page === 'README.md' ? directory : join(directory, 'fixtures');
      expect(parseScenario(scenario, { baseDir, source: page }).strategies).not.toEqual([]);
    });
  }
});

describe('CSV in the documentation', () => {
  const blocks = PAGES.flatMap((page) =>
    codeBlocks(readPage(page))
      .filter(({ language }) => language === 'csv')
      .map(({ text, line }) => ({ text, where: `${page}:${line}` })),
  );

  for (const { text, where } of blocks) {
    it(`is taken as a curve: ${where}`, () => {
      expect(parseCurve(text, where).timestamps.length).toBeGreaterThan(1);
    });
  }
});

/** The fixtures, and the files that the README has the reader write. */
function writeExamples(to: string): void {
  cpSync(`${PROJECT}fixtures`, join(to, 'fixtures'), { recursive: true });
  writeFileSync(join(to, 'traffic.csv'), theBlock('csv'));
  writeFileSync(join(to, 'scenario.yaml'), theBlock('yaml'));
}

/** The README's one block in a language. */
function theBlock(language: string): string {
  const blocks = codeBlocks(README).filter((block) => block.language === language);
  if (blocks.length !== 1) throw new Error(`the README has ${blocks.length} blocks of ${language}`);
  return blocks[0].text;
}

/** The words of a command after its name; single quotes hold words together. */
function argumentsOf(command: string, name: string | RegExp): string[] {
  const words = command.replace(name, '').match(/'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replace(/^'(.*)'$/, '$1'));
}

/** The steps of a command line that no script of the project stands behind. */
function unknownSteps(command: string): string[] {
  return command.split(' && ').filter((step) => {
    const script = /^(?:\w+=\w+ )?npm (?:run )?(?<name>[\w:]+)(?: -- .*)?$/.exec(step)?.groups
      ?.name;
    return script !== 'ci' && (script === undefined || !Object.hasOwn(scripts, script));
  });
}

/** A page shows some sections; the shop's scenario has the others. */
function withTheRestOfTheShop(sections: string): string {
  const shop = parse(readFileSync(`${PROJECT}fixtures/shop.yaml`, 'utf8'));
  return stringify({ ...shop, ...parse(sections) });
}
