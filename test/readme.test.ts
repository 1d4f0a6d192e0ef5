import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseCurve, parseScenario } from '../src/index.ts';
import { plimsoll } from './cli/plimsoll.ts';
import { codeBlocks, PAGES, PROJECT, readPage } from './support/markdown.ts';

const README = readPage('README.md');
const { scripts } = JSON.parse(readFileSync(`${PROJECT}package.json`, 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Where the examples run: the fixtures, and the files that the README has the reader write. */
const directory = mkdtempSync(join(tmpdir(), 'plimsoll-readme-'));
beforeAll(() => {
  cpSync(`${PROJECT}fixtures`, join(directory, 'fixtures'), { recursive: true });
  writeFileSync(join(directory, 'traffic.csv'), theBlock('csv'));
  writeFileSync(join(directory, 'scenario.yaml'), theBlock('yaml'));
});
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

/** A command line of a shell block, and where it stands. */
const commandLines = PAGES.flatMap((page) =>
  codeBlocks(readPage(page))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text, line }) =>
      text
        .trimEnd()
        .split('\n')
        .map((command, index) => ({ command, where: `${page}:${line + index}` })),
    ),
);

describe.concurrent('a command in the documentation', () => {
  for (const { command, where } of commandLines) {
    it(`can be typed as it stands: ${where}: ${command}`, { timeout: 60_000 }, async () => {
      if (/^(?:npx )?plimsoll /.test(command)) {
        const outcome = await plimsoll(argumentsOf(command, /^(?:npx )?plimsoll /), {
          cwd: directory,
        });
        expect(outcome).toMatchObject({ code: 0, stderr: '' });
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
