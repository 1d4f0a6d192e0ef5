import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/curve/duration.ts';
import { KINDS } from '../../../src/curve/shape/kinds.ts';
import { parseShape } from '../../../src/curve/shape/parse.ts';
import { DEFAULT_START_SECONDS, sampleShape } from '../../../src/curve/shape/sample.ts';
import { chart } from '../../../src/report/chart.ts';
import { codeBlocks, PROJECT, readPage, tableRows } from '../../support/markdown.ts';

const PAGE = 'docs/shapes.md';
const page = readPage(PAGE);

describe(PAGE, () => {
  it('has a chart of each shape as it is drawn', () => {
    const drawn = codeBlocks(page)
      .filter(({ language }) => language === 'text')
      .reduce((text, block) => text.replace(block.text, () => drawingFor(block.text)), page);
    if (process.env.UPDATE === '1') writeFileSync(PROJECT + PAGE, drawn);
    else expect(page, 'UPDATE=1 draws them').toBe(drawn);
  });

  it.each([...KINDS])('has the arguments of %s in their order', (name, { parameters }) => {
    const rows = tableRows(page, name).map(([argument]) => argument);
    expect(rows.join(', ').replaceAll('`', '').split(', ')).toEqual(parameters);
  });

  it.each([...KINDS])(
    'is right about which arguments of %s are required',
    (name, { parameters }) => {
      const required = tableRows(page, name)
        .filter((row) => row[2] === 'required')
        .map(([argument]) => argument.replaceAll('`', ''));
      const missing = parameters.filter((parameter) => {
        const others = required.filter((other) => other !== parameter);
        return lacks(
          `${name}(${others.map((other) => `${other}=${SOME[other] ?? 1}`).join(', ')})`,
          parameter,
        );
      });
      expect(missing).toEqual(required);
    },
  );
});

/** Arguments that a bare number will not do for. */
const SOME: Readonly<Record<string, string>> = { levels: '[1, 2]', at: '1h', for: '1h', peak: '2' };

function lacks(text: string, argument: string): boolean {
  try {
    parseShape(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.includes(` lacks ${argument},`);
  }
}

/** The first line of a block, and the chart of what it says. */
function drawingFor(block: string): string {
  const [caption = ''] = block.split('\n');
  const { length = '', shape = '' } =
    /^(?<length>\S+) of (?<shape>.*)$/.exec(caption)?.groups ?? {};
  const { requestsPerSecond } = sampleShape(parseShape(shape), {
    startSeconds: DEFAULT_START_SECONDS,
    seconds: parseDuration(length),
    stepSeconds: 60,
    seed: 7,
  });
  const drawing = chart({
    series: [{ label: 'load', values: requestsPerSecond }],
    width: 78,
    height: 6,
    start: DEFAULT_START_SECONDS,
    stepSeconds: 60,
    unit: 'requests/s',
  });
  return `${caption}\n\n${drawing}\n`;
}
