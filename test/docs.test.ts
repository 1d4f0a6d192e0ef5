import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { PlimsollError, parseScenario } from '../src/index.ts';
import { ASSUMPTIONS } from '../src/model/assumptions.ts';
import { PAGES, PROJECT, readPage, tableRows } from './support/markdown.ts';

describe('docs/simulator.md', () => {
  it('lists the assumptions that the code makes', () => {
    expect(tableRows(readPage('docs/simulator.md'), 'Assumptions')).toEqual(
      Object.entries(ASSUMPTIONS).map(([name, { value, source }]) => [
        `\`${name}\``,
        String(value),
        source,
      ]),
    );
  });
});

describe('docs/scenario.md', () => {
  const page = readPage('docs/scenario.md');

  it.each([
    ['The file', []],
    ['curve', ['curve']],
    ['service', ['service']],
    ['group', ['group']],
    ['loadBalancer', ['loadBalancer']],
    ['slo', ['slo']],
    ['prices', ['prices']],
    ['strategies', ['strategies', 0]],
  ] as const)('has every key of "%s", as taken or as not supported yet', (heading, at) => {
    const taken = tableRows(page, heading).map(([key]) => key);
    const [, refused = ''] = page.split('\n## Not supported yet\n');
    const missing = knownKeys(at)
      .map((key) => `\`${key}\``)
      .filter((key) => !taken.includes(key) && !refused.includes(key));
    expect(missing).toEqual([]);
  });

  it('has no key that is not there', () => {
    const tables = ['curve', 'service', 'group', 'loadBalancer', 'slo', 'prices'] as const;
    const strangers = tables.flatMap((section) => {
      const known = knownKeys([section]);
      return tableRows(page, section)
        .map(([key]) => unquoted(key))
        .filter((key) => !known.includes(key));
    });
    expect(strangers).toEqual([]);
  });

  it('has the defaults that a scenario gets which sets only what is required', () => {
    const { service, loadBalancer, slo, strategies } = parseScenario(REQUIRED_ONLY, { baseDir });
    const defaults = { service, loadBalancer, slo, group: strategies[0].group };
    const rows = Object.entries(defaults).flatMap(([section, values]) =>
      tableRows(page, section)
        .filter(([, , value]) => IS_VALUE.test(value))
        .map(([key, , value]) => ({
          key: `${section}.${unquoted(key)}`,
          documented: unquoted(value),
          actual: String(new Map(Object.entries(values)).get(unquoted(key))),
        })),
    );
    expect(rows.map(({ key }) => key)).toContain('group.detailedMonitoring');
    expect(rows.filter(({ documented, actual }) => documented !== actual)).toEqual([]);
  });
});

describe.each(PAGES)('%s', (page) => {
  const text = readPage(page);

  it('links to pages and headings that are there', () => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)]*)\)/g)].map(([, target]) => target);
    expect(targets.filter((target) => !isThere(target, page))).toEqual([]);
  });

  it('names files that are there', () => {
    const named = [...text.matchAll(/`((?:src|test|fixtures|bench|docs)\/[^`*…<>]*)`/g)];
    const missing = named.map(([, path]) => path).filter((path) => !existsSync(PROJECT + path));
    expect(missing).toEqual([]);
  });
});

const baseDir = join(PROJECT, 'fixtures');
const REQUIRED_ONLY = `
curve: { file: shop.csv }
service: { instanceType: m5.large, requestsPerSecond: 100 }
group: { MaxSize: 4 }
slo: { p95LatencyMs: 250 }
strategies: [{ name: fixed }]
`;
/** A number, a truth value or one of a choice; not a sentence, and not the name of another key. */
const IS_VALUE = /^(?:[\d.]+|true|false|`[a-z_]+`)$/;

function unquoted(cell: string): string {
  return cell.replaceAll('`', '');
}

/** The keys that a place in a scenario has: the reader lists them when it meets one that is like none. */
function knownKeys(at: readonly (string | number)[]): string[] {
  const scenario = parse(readPage('fixtures/shop.yaml'));
  const place = at.reduce((value, key) => {
    value[key] ??= {};
    return value[key];
  }, scenario);
  place.qqqqqqqqqqqq = 0;
  try {
    parseScenario(stringify(scenario), { baseDir });
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    const keys = /known here: (?<keys>[^)]*)/.exec(error.message)?.groups?.keys;
    if (keys !== undefined) return keys.split(', ');
  }
  throw new Error(`no list of what is known at ${at.join('.')}`);
}

/** @param target a path from the page, a heading in it, or both */
function isThere(target: string, page: string): boolean {
  const [path, heading] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(PROJECT + file)) return false;
  return heading === undefined || headings(readPage(file)).includes(heading);
}

/** The anchors that GitHub gives a page's headings. */
function headings(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
