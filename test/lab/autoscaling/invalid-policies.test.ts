import { describe, expect, it, onTestFinished } from 'vitest';
import { startLab } from '../../../src/lab/start-lab.ts';
import { INVALID, VALID } from '../../support/invalid-configurations.ts';
import { ask } from '../rig.ts';

/** What PutScalingPolicy answers to a predictive policy of this configuration, in the query protocol. */
async function put(configuration: unknown) {
  const lab = await startLab({ group: { name: 'shop' } });
  onTestFinished(lab.close);
  return await ask(lab.url, {
    Version: '2011-01-01',
    Action: 'PutScalingPolicy',
    AutoScalingGroupName: 'shop',
    PolicyName: 'forecast',
    PolicyType: 'PredictiveScaling',
    ...formOf(configuration, 'PredictiveScalingConfiguration'),
  });
}

describe('the lab', () => {
  it.each(VALID)('takes %s', async (_, configuration) => {
    const { status, xml } = await put(configuration);
    expect([status, xml]).toEqual([200, expect.stringContaining('<PolicyARN>')]);
  });

  it.each(INVALID.filter(isSendable))('refuses $because, and names the field', async (one) => {
    const { status, xml } = await put(one.configuration);
    expect(status).toBe(400);
    expect(xml).toMatch(/<Code>(?:ValidationError|MalformedInput)<\/Code>/);
    expect(xml).toContain(fieldOf(one.says));
  });
});

/** In a form a number is text, an empty list is nothing, and a key that nobody knows is ignored. */
function isSendable({ because }: { readonly because: string }): boolean {
  return !NOT_SENDABLE.includes(because);
}

const NOT_SENDABLE = [
  'a target as text',
  'no metric specifications',
  'an empty list of them',
  'no list of queries',
  'no queries',
  'a misspelt setting',
];

/** The last key of the path that a sentence begins with: `SchedulingBufferTime`. */
function fieldOf(says: string): string {
  const [path] = says.split(' ');
  return (
    path
      .replace(/\[\d+\]/g, '')
      .split('.')
      .at(-1) ?? ''
  );
}

function formOf(value: unknown, name: string): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object') return { [name]: String(value) };
  const entries = Array.isArray(value)
    ? value.map((item, index) => [`member.${index + 1}`, item] as const)
    : Object.entries(value);
  return Object.assign({}, ...entries.map(([key, item]) => formOf(item, `${name}.${key}`)));
}
