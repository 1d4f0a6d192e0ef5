import { describe, expect, it } from 'vitest';
import { MetricStore } from '../../src/lab/cloudwatch/metric-store.ts';
import { cloudWatch } from '../../src/lab/cloudwatch/service.ts';
import { NAMES } from '../../src/model/metric-math/functions.ts';
import { codeBlocks, readPage, tableRows } from '../support/markdown.ts';
import { runLab } from './running-lab.ts';

describe('docs/lab.md', () => {
  const page = readPage('docs/lab.md');

  it('has a row for every operation that the lab has', () => {
    const store = new MetricStore('instant');
    const { operations } = cloudWatch({ store, now: () => 0, keep: async () => {} });
    expect(tableRows(page, 'Coverage').map(([operation]) => operation)).toEqual(
      [...operations.keys()].map((name) => `\`${name}\``),
    );
  });

  it.each(
    codeBlocks(page)
      .flatMap(({ text }) => text.split('\n'))
      .filter((line) => line.startsWith('plimsoll lab up ')),
  )('has a command that can be typed as it stands: %s', async (command) => {
    const words = command.replace('plimsoll lab up ', '').match(/'[^']*'|\S+/g) ?? [];
    const lab = await runLab(...words.map((word) => word.replaceAll("'", '')));
    expect(await lab.end('SIGINT')).toBe(0);
  });

  it('lists the functions of metric math', () => {
    expect(page).toContain(`Functions: ${NAMES.join(', ')}.`);
  });
});
