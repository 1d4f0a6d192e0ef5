import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** What each folder of `src` may import: itself and what stands before it; folders on one line not one another. */
const LAYERS = [
  ['error'],
  ['curve'],
  ['forecast'],
  ['model'],
  ['simulate'],
  ['scenario'],
  ['journal'],
  ['predict', 'load', 'lab'],
  ['report'],
  ['cli'],
];
/** Told the time, handed the text, seeded: no clock, file, network or chance of their own. */
const PURE = ['error', 'curve', 'forecast', 'model', 'simulate'];
const LONGEST = 400;

interface SourceFile {
  /** From the project's root, such as `src/curve/parse.ts`. */
  readonly path: string;
  readonly text: string;
}

const RULES: { readonly name: string; readonly check: (file: SourceFile) => string[] }[] = [
  { name: 'imports only what lies below its folder', check: importsAgainstTheArrows },
  { name: 'imports the AWS SDK in src/aws alone', check: sdkOutsideAws },
  { name: 'makes clients of the SDK in src/aws/clients.ts alone', check: clientsElsewhere },
  { name: 'keeps clock, chance, platform and network out of the pure folders', check: impurities },
  { name: 'reads argv and prints in src/cli alone', check: printsOutsideCli },
  { name: 'has no drawers', check: drawers },
  { name: `has no file of more than ${LONGEST} lines`, check: overlong },
];

describe('src', () => {
  const files = sourceFiles();

  for (const { name, check } of RULES) {
    it(name, () => {
      expect(files.flatMap(check)).toEqual([]);
    });
  }
});

describe('the rules', () => {
  it.each([
    ['curve may not import model', 'src/curve/a.ts', "import { b } from '../model/b.ts';"],
    ['curve may not import cli', 'src/curve/a.ts', "export * from '../cli/b.ts';"],
    ['model may not import simulate', 'src/model/a.ts', "await import('../simulate/b.ts');"],
    ['model may not import scenario', 'src/model/a/b.ts', "import '../../scenario/b.ts';"],
    ['lab may not import load', 'src/lab/a.ts', "import { b } from '../load/b.ts';"],
    ['report may not import aws', 'src/report/a.ts', "import { b } from '../aws/b.ts';"],
    ['aws may not import cli', 'src/aws/a.ts', "import { b } from '../cli/b.ts';"],
    ['index may not import cli', 'src/index.ts', "export { b } from './cli/b.ts';"],
    ['cli may not import index', 'src/cli/a.ts', "import { b } from '../index.ts';"],
    ['error may not import curve', 'src/error.ts', "import type { B } from './curve/b.ts';"],
    ['only src/aws/clients.ts makes clients', 'src/aws/a.ts', 'new CloudWatchClient({});'],
    ['graph has no place', 'src/curve/a.ts', "import { b } from '../graph/b.ts';"],
    ['graph has no place among the layers', 'src/graph/a.ts', "import { b } from '../error.ts';"],
    ['only src/aws imports @aws-sdk/b', 'src/load/a.ts', "import { B } from '@aws-sdk/b';"],
    ['curve is pure and may not import node:fs', 'src/curve/a.ts', "import 'node:fs';"],
    ['model is pure and may not use Date.now', 'src/model/a.ts', 'const now = Date.now();'],
    ['model is pure and may not use new Date()', 'src/model/a.ts', 'const now = new Date();'],
    ['model is pure and may not use performance', 'src/model/a.ts', 'performance.now();'],
    ['simulate is pure and may not use setTimeout', 'src/simulate/a.ts', 'setTimeout(run, 10);'],
    ['forecast is pure and may not use Math.random', 'src/forecast/a.ts', 'Math.random();'],
    ['curve is pure and may not use process', 'src/curve/a.ts', 'const { TZ } = process.env;'],
    ['only src/cli may use console', 'src/report/a.ts', 'console.log(1);'],
    ['only src/cli may use process.stdout', 'src/scenario/a.ts', 'process.stdout.write(text);'],
    ['only src/cli may use process.argv', 'src/load/a.ts', 'const [file] = process.argv;'],
    ['a file is a drawer', 'src/model/utils.ts', ''],
    ['a folder is a drawer', 'src/helpers/a.ts', ''],
    ['401 lines are more than 400', 'src/model/a.ts', '\n'.repeat(401)],
  ])('find that %s', (problem, path, text) => {
    const found = RULES.flatMap(({ check }) => check({ path, text }));
    expect(found).toEqual([expect.stringMatching(`^${path}:\\d+: .*`)]);
    expect(found[0]).toContain(problem);
  });

  it.each([
    ['comments', 'src/curve/a.ts', "// Date.now, import '../cli/b.ts'\n/* Math.random */"],
    ['messages', 'src/curve/a.ts', 'throw new Error(\'see process.env, import "../cli/b.ts"\');'],
    ['quotes in a pattern', 'src/curve/a.ts', "const quote = /['\"`]/; new Date(0); // 'it"],
    ['from() of a list', 'src/curve/a.ts', "const list = Array.from('../cli/b.ts');"],
    ['report on simulate', 'src/report/a.ts', "import { b } from '../simulate/b.ts';"],
    ['cli on aws, and printing', 'src/cli/a.ts', "import '../aws/b.ts'; console.log(1);"],
    ['aws on its SDK and a port', 'src/aws/a.ts', "import '@aws-sdk/b'; import '../load/c.ts';"],
    ['index on report', 'src/index.ts', "export { b } from './report/b.ts';"],
  ])('let pass %s', (_, path, text) => {
    expect(RULES.flatMap(({ check }) => check({ path, text }))).toEqual([]);
  });

  it('name the line', () => {
    const text = "/* two\nlines */\nimport { b } from\n  '../cli/b.ts';";
    expect(importsAgainstTheArrows({ path: 'src/curve/a.ts', text })).toEqual([
      'src/curve/a.ts:4: curve may not import cli (../cli/b.ts)',
    ]);
  });
});

function importsAgainstTheArrows(file: SourceFile): string[] {
  const from = partOf(file.path);
  return scan(file.text).imports.flatMap(({ specifier, line }) => {
    if (!specifier.startsWith('.')) return [];
    const to = partOf(new URL(specifier, `file:///${file.path}`).pathname.slice(1));
    const says = whyNotImport(from, to);
    return says === undefined ? [] : [`${file.path}:${line}: ${says} (${specifier})`];
  });
}

function whyNotImport(from: string, to: string): string | undefined {
  const homeless = [from, to].find(
    (part) => part !== 'aws' && part !== 'index' && levelOf(part) < 0,
  );
  if (homeless !== undefined) return `${homeless} has no place among the layers`;
  return from === to || mayImport(from, to) ? undefined : `${from} may not import ${to}`;
}

function mayImport(from: string, to: string): boolean {
  if (to === 'index') return false;
  if (to === 'aws') return from === 'cli';
  if (from === 'index' || from === 'aws') return to !== 'cli';
  return levelOf(to) < levelOf(from);
}

function levelOf(part: string): number {
  return LAYERS.findIndex((layer) => layer.includes(part));
}

/** The folder of `src` that a file belongs to, or the name of a file that lies in `src` itself. */
function partOf(path: string): string {
  return path.split('/')[1].replace(/\.ts$/, '');
}

function sdkOutsideAws({ path, text }: SourceFile): string[] {
  if (partOf(path) === 'aws') return [];
  return scan(text)
    .imports.filter(({ specifier }) => specifier.startsWith('@aws-sdk/'))
    .map(({ specifier, line }) => `${path}:${line}: only src/aws imports ${specifier}`);
}

/** A client that is made there lets no credential through into a message. */
function clientsElsewhere({ path, text }: SourceFile): string[] {
  if (path === 'src/aws/clients.ts') return [];
  return uses([['clients', /\bnew \w+Client\(/g]], scan(text).code).flatMap(({ line }) =>
    partOf(path) === 'aws' ? [`${path}:${line}: only src/aws/clients.ts makes clients`] : [],
  );
}

const IMPURE: readonly [string, RegExp][] = [
  ['Date.now', /\bDate\.now\b/g],
  ['new Date()', /\bnew Date(?!\w|\s*\(\s*[^)\s])/g],
  ['performance', /\bperformance\b/g],
  ['setTimeout', /\bsetTimeout\b/g],
  ['setInterval', /\bsetInterval\b/g],
  ['setImmediate', /\bsetImmediate\b/g],
  ['Math.random', /\bMath\.random\b/g],
  ['crypto', /\bcrypto\b/g],
  ['fetch', /(?<![.#\w])fetch\s*\(/g],
  ['process', /\bprocess\s*[.?[]|=\s*process\b/g],
  ['globalThis', /\bglobalThis\b/g],
];

function impurities({ path, text }: SourceFile): string[] {
  const part = partOf(path);
  if (!PURE.includes(part)) return [];
  const { imports, code } = scan(text);
  const platform = imports.filter(({ specifier }) => specifier.startsWith('node:'));
  return [
    ...platform.map(
      ({ specifier, line }) => `${path}:${line}: ${part} is pure and may not import ${specifier}`,
    ),
    ...uses(IMPURE, code).map(
      ({ name, line }) => `${path}:${line}: ${part} is pure and may not use ${name}`,
    ),
  ];
}

const PRINTS: readonly [string, RegExp][] = [
  ['console', /\bconsole\b/g],
  ['process.stdout', /\bprocess\.stdout\b/g],
  ['process.stderr', /\bprocess\.stderr\b/g],
  ['process.argv', /\bprocess\.argv\b/g],
  ['process.exit', /\bprocess\.exit/g],
];

function printsOutsideCli({ path, text }: SourceFile): string[] {
  if (partOf(path) === 'cli') return [];
  return uses(PRINTS, scan(text).code).map(
    ({ name, line }) => `${path}:${line}: only src/cli may use ${name}`,
  );
}

const DRAWER = /\/(?:utils?|helpers?|common|misc|types)(\.ts|\/)/i;

function drawers({ path }: SourceFile): string[] {
  const what = DRAWER.exec(path)?.[1] === '/' ? 'folder' : 'file';
  return DRAWER.test(path)
    ? [`${path}:1: a ${what} is a drawer: name it after the one thing it decides`]
    : [];
}

function overlong({ path, text }: SourceFile): string[] {
  const lines = text.replace(/\n$/, '').split('\n').length;
  return lines > LONGEST ? [`${path}:${lines}: ${lines} lines are more than ${LONGEST}`] : [];
}

interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** What a source imports, and its code with comments and quoted strings blanked, lines kept. */
function scan(source: string): { readonly imports: readonly Import[]; readonly code: string } {
  const imports: Import[] = [];
  let code = '';
  let end = 0;
  for (const { 0: token, index } of source.matchAll(TOKEN)) {
    code += source.slice(end, index);
    if (/^['"]/.test(token) && BEFORE_SPECIFIER.test(code.slice(-200)))
      imports.push({ specifier: token.slice(1, -1), line: lineAt(source, index) });
    // A template holds code of its own.
    code += token.startsWith('`') ? token : token.replace(/[^\n]/g, ' ');
    end = index + token.length;
  }
  return { imports, code: code + source.slice(end) };
}

const BEFORE_SPECIFIER = /\b(?:from|import|(?:import|require)\s*\()\s*$/;
/** Comments, strings, templates, and regular expressions, which may hold quotation marks. */
const TOKEN = new RegExp(
  [
    /\/\/[^\n]*/,
    /\/\*[\s\S]*?\*\//,
    /'(?:[^'\\\n]|\\.)*'/,
    /"(?:[^"\\\n]|\\.)*"/,
    /`(?:[^`\\]|\\[\s\S])*`/,
    /(?<=[=(,:[!&|?{]\s*)\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

function uses(
  names: readonly [string, RegExp][],
  code: string,
): { readonly name: string; readonly line: number }[] {
  return names.flatMap(([name, pattern]) =>
    [...code.matchAll(pattern)].map(({ index }) => ({ name, line: lineAt(code, index) })),
  );
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function sourceFiles(): SourceFile[] {
  const root = fileURLToPath(new URL('../', import.meta.url));
  return readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
}
