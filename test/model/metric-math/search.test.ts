import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../../../src/error.ts';
import { parseSearch } from '../../../src/model/metric-math/search/parse.ts';
import {
  type MetricIdentity,
  matchesSearch,
} from '../../../src/model/metric-math/search/search.ts';
import { isPartOf, tokenize } from '../../../src/model/metric-math/search/tokenize.ts';
import { wrongAtColumn } from '../../../src/model/metric-math/wrong.ts';

// Amazon CloudWatch user guide, "CloudWatch search expression syntax".

describe('tokenize', () => {
  it.each([
    ['CustomCount1', 'customcount1', ['Custom', 'Count', '1']],
    ['SDBFailure', 'sdbfailure', ['SDB', 'Failure']],
    ['Project2-trial333', 'project2trial333', ['Project', '2', 'trial', '333']],
    ['Network-Errors_2', 'networkerrors2', ['Network', 'Errors', '2']],
    ['couNT', 'count', ['cou', 'NT']],
    ['AWS/EC2', 'awsec2', ['AWS', 'EC', '2']],
    ['CPUUtilization', 'cpuutilization', ['CPU', 'Utilization']],
  ])('takes %s apart', (text, whole, pieces) => {
    const tokens = tokenize(text);
    expect([tokens.whole, tokens.pieces.map((piece) => piece.text)]).toEqual([whole, pieces]);
  });
});

describe('a term', () => {
  it.each([
    ['count', 'CustomCount1'],
    ['Count', 'CustomCount1'],
    ['COUNT', 'CustomCount1'],
    ['CustomCount', 'CustomCount1'],
    ['Count1', 'CustomCount1'],
    ['network/errors', 'Network-Errors-2'],
    ['network+errors', 'NetworkErrors2'],
    ['network-errors', 'NetworkErrors2'],
    ['Network_Errors', 'Network-Errors-2'],
    ['micro', 't2.micro'],
    ['ReadOps', 'EBSReadOps'],
    ['ASG-myapp', 'ASG-myapp-green'],
    ['AWS', 'AWS/EC2'],
  ])('%s finds %s', (term, name) => {
    expect(isPartOf(tokenize(term), tokenize(name))).toBe(true);
  });

  it.each([
    ['couNT', 'CustomCount1'],
    ['customcount', 'CustomCount1'],
    ['count1', 'CustomCount1'],
    ['Custom1', 'CustomCount1'],
    ['ASG-myapp', 'ASG-other-myapp'],
    ['-', 'CustomCount1'],
  ])('%s does not find %s', (term, name) => {
    expect(isPartOf(tokenize(term), tokenize(name))).toBe(false);
  });
});

function metric(Namespace: string, MetricName: string, dimensions: Record<string, string> = {}) {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Namespace, MetricName, Dimensions };
}

function finds(search: string, identity: MetricIdentity): boolean {
  return matchesSearch(parseSearch(search, wrongAtColumn), identity);
}

const CPU = metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-1' });

describe('a search', () => {
  it.each([
    ['{AWS/EC2,InstanceId} MetricName="CPUUtilization"', CPU],
    ['{AWS/EC2, InstanceId}, "CPUUtilization"', CPU],
    ['{AWS/EC2}', CPU],
    ['Namespace=AWS', CPU],
    ['InstanceId="i-1"', CPU],
    ['NOT MetricName=network', CPU],
    ['cpu AND utilization', CPU],
    ['cpu utilization', CPU],
    ['network OR cpu', CPU],
    ['network utilization OR cpu', CPU],
    ['(network OR cpu) utilization', CPU],
    ['"My \\"x\\" \\(Y\\)"', metric('N', 'My "x" (Y)')],
    ['"Europe\\\\France Traffic\\(Network\\)"', metric('N', 'Europe\\France Traffic(Network)')],
    [
      '{"My Namespace", "Dimension@Name"} "C:N"',
      metric('My Namespace', 'C:N', { 'Dimension@Name': 'v' }),
    ],
    [
      '{AWS/EC2,AutoScalingGroupName} MetricName="CPUUtilization" ASG-myapp',
      metric('AWS/EC2', 'CPUUtilization', { AutoScalingGroupName: 'ASG-myapp-blue' }),
    ],
  ])('%s finds', (search, identity) => {
    expect(finds(search, identity)).toBe(true);
  });

  it.each([
    ['{AWS/EC2,InstanceType}', CPU],
    ['{AWS/EC2,InstanceId,ImageId}', CPU],
    ['{AWS/ELB,InstanceId}', CPU],
    ['{AWS/EC2,InstanceId}', metric('AWS/EC2', 'CPUUtilization')],
    ['MetricName="CPU"', CPU],
    ['"cpuutilization"', CPU],
    ['Namespace=CPU', CPU],
    ['cpu NOT "i-1"', CPU],
    ['NOT (network OR cpu)', CPU],
    ['network AND (cpu OR utilization)', CPU],
    // Operators are in upper case: this is a third term.
    ['cpu or utilization', CPU],
  ])('%s does not find', (search, identity) => {
    expect(finds(search, identity)).toBe(false);
  });

  it.each([
    ['', 'column 1: the search is empty: give {Namespace,DimensionName}, a term or both'],
    ['{AWS/EC2', 'column 9: expected "," or "}" in the search, found its end'],
    ['{}', 'column 2: expected a namespace or a dimension in the search, found "}"'],
    ['MetricName="CPU', 'column 12: "\\"CPU" has no end: close it with "'.replace('\\"', '"')],
    [
      'cpu AND',
      'column 8: expected a term such as MetricName="CPUUtilization" in the search, found its end',
    ],
    ['(cpu', 'column 5: expected a term, AND, OR or ")" in the search, found its end'],
    ['cpu)', 'column 4: expected a term, AND, OR or the end in the search, found ")"'],
    [':aws.AccountId=1', 'column 1: ":aws.AccountId" searches other accounts: remove it'],
    ['x'.repeat(1025), 'column 1: the search has 1025 characters: AWS takes 1024 at most'],
  ])('%s is refused', (search, message) => {
    expect(() => parseSearch(search, wrongAtColumn)).toThrow(new PlimsollError('usage', message));
  });
});
