import type { LoadOutcome } from '../load/outcome.ts';

/**
 * A run as JUnit XML: a test case a threshold, and one that the run was whole and the
 * generator able, since thresholds prove nothing otherwise.
 */
export function loadJunit(outcome: LoadOutcome): string {
  const { slo, generator, interrupted, recordings } = outcome;
  const isSound =
    !generator.limited &&
    !interrupted &&
    recordings.missingShards.length === 0 &&
    recordings.missingSeconds === 0;
  const cases = [
    testCase('the run is sound', isSound ? undefined : outcome.verdict),
    ...slo.map(({ expression, actual, met }) =>
      testCase(
        expression,
        met ? undefined : `wanted ${expression}, it was ${actual ?? 'not measured'}`,
      ),
    ),
  ];
  const failures = slo.filter(({ met }) => !met).length + (isSound ? 0 : 1);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${cases.length}" failures="${failures}">`,
    `  <testsuite name="${escaped(`plimsoll load ${outcome.url}`)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="${outcome.seconds}" timestamp="${outcome.startedAt.replace(/\.\d+Z$/, '')}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(name: string, failure: string | undefined): string {
  const open = `    <testcase classname="plimsoll.load" name="${escaped(name)}"`;
  if (failure === undefined) return `${open}/>`;
  return `${open}><failure message="${escaped(failure)}"/></testcase>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\p{Cc}/gu, ' ');
}
