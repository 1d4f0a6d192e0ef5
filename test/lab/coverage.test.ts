import { describe, expect, it } from 'vitest';
import { autoScaling } from '../../src/lab/autoscaling/service.ts';
import { MetricStore } from '../../src/lab/cloudwatch/metric-store.ts';
import { cloudWatch } from '../../src/lab/cloudwatch/service.ts';
import { elasticLoadBalancing } from '../../src/lab/elbv2/service.ts';
import { timingOf } from '../../src/lab/initial-group.ts';
import { Live } from '../../src/lab/live/live.ts';
import type { Change } from '../../src/lab/open-state.ts';
import { DEFAULT_ASSUMPTIONS } from '../../src/model/assumptions.ts';
import { NAMES } from '../../src/model/metric-math/functions.ts';
import { codeBlocks, readPage, tableRows } from '../support/markdown.ts';
import { runLab } from './running-lab.ts';

describe('docs/lab.md', () => {
  const page = readPage('docs/lab.md');

  it('has a row for every operation that the lab has', () => {
    const store = new MetricStore('instant');
    const live = new Live({ store, now: 0, onRecord: async () => {} });
    const keep = async () => {};
    const change: Change = async (decide) => decide();
    const operations = [
      cloudWatch({ store, now: () => 0, keep, live, change }),
      autoScaling({ live, change, timing: timingOf(), assumptions: DEFAULT_ASSUMPTIONS }),
      elasticLoadBalancing({ live }),
    ].flatMap((service) => [...service.operations.keys()]);
    expect(tableRows(page, 'Coverage').map(([operation]) => operation)).toEqual(
      operations.map((name) => `\`${name}\``),
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
