import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { base, makeDirectory, problemsOf, read } from './base.ts';

const directory = makeDirectory();
const SIZES = '  MinSize: 2\n  MaxSize: 40\n  DesiredCapacity: 4\n';
const OWN = '{ MinSize: 10, MaxSize: 10, DesiredCapacity: 10 }';

/** The group of the first strategy. */
function groupOf(text: string) {
  return read(text, directory).strategies[0].group;
}

describe('a group', () => {
  test('has AWS’s defaults, and ours', () => {
    const text = base(SIZES, '  MaxSize: 40\n').replace(OWN, '{}');
    expect(groupOf(text)).toEqual({
      MinSize: 1,
      MaxSize: 40,
      DesiredCapacity: 1,
      DefaultInstanceWarmup: undefined,
      DefaultCooldown: 300,
      launchSeconds: 60,
      bootSeconds: 30,
      detailedMonitoring: false,
    });
  });

  test('is taken as it is given', () => {
    const more =
      '  DefaultInstanceWarmup: 120\n  DefaultCooldown: 0\n  launchSeconds: { mean: 50, p95: 90 }\n  bootSeconds: 0\n  detailedMonitoring: true\n  HealthCheckType: ELB\n  HealthCheckGracePeriod: 60\n';
    expect(groupOf(base(SIZES, SIZES + more).replace(OWN, '{}'))).toEqual({
      MinSize: 2,
      MaxSize: 40,
      DesiredCapacity: 4,
      DefaultInstanceWarmup: 120,
      DefaultCooldown: 0,
      launchSeconds: { mean: 50, p95: 90 },
      bootSeconds: 0,
      detailedMonitoring: true,
    });
  });

  test('may have no instances at all', () => {
    const text = base(SIZES, '  MinSize: 0\n  MaxSize: 0\n').replace(OWN, '{}');
    expect(groupOf(text)).toMatchObject({ MinSize: 0, MaxSize: 0, DesiredCapacity: 0 });
  });

  test.each([
    ['  MinSize: 2\n', '7: group.MaxSize is missing: give a whole number from 0 to 100000'],
    ['  MaxSize: 2.5\n', '8: group.MaxSize is 2.5: give a whole number from 0 to 100000'],
    ['  MaxSize: "2"\n', '8: group.MaxSize is "2": give a whole number from 0 to 100000'],
    ['  MaxSize: -1\n', '8: group.MaxSize is -1: give a whole number from 0 to 100000'],
    ['  MaxSize: 9\n  minSize: 2\n', '9: unknown key "minSize" (did you mean "MinSize"?)'],
    [
      '  MaxSize: 9\n  MixedInstancesPolicy: {}\n',
      '9: unknown key "MixedInstancesPolicy" (known here: MinSize, MaxSize, DesiredCapacity, DefaultInstanceWarmup, DefaultCooldown, HealthCheckType, HealthCheckGracePeriod, launchSeconds, bootSeconds, detailedMonitoring, AutoScalingGroupName, file, AutoScalingGroups, group, zones, warmPool)',
    ],
    [
      '  MinSize: 5\n  MaxSize: 4\n',
      '7: group has MinSize 5 (line 8) above MaxSize 4 (line 9): lower it or raise MaxSize',
    ],
    [
      '  MaxSize: 0\n',
      '7: group has MinSize 1 (the default) above MaxSize 0 (line 8): lower it or raise MaxSize',
    ],
    [
      '  MinSize: 2\n  MaxSize: 40\n  DesiredCapacity: 50\n',
      '10: group.DesiredCapacity is 50, above MaxSize 40 (line 9): give a whole number from 2 to 40',
    ],
    [
      '  MinSize: 2\n  MaxSize: 40\n  DesiredCapacity: 1\n',
      '10: group.DesiredCapacity is 1, below MinSize 2 (line 8): give a whole number from 2 to 40',
    ],
    [
      '  MaxSize: 9\n  DefaultInstanceWarmup: 3601\n',
      '9: group.DefaultInstanceWarmup is 3601: give a whole number from -1 to 3600',
    ],
    [
      '  MaxSize: 9\n  DefaultCooldown: -1\n',
      '9: group.DefaultCooldown is -1: give a whole number of at least 0',
    ],
    [
      '  MaxSize: 9\n  detailedMonitoring: 1\n',
      '9: group.detailedMonitoring is 1: give true or false',
    ],
    [
      '  MaxSize: 9\n  HealthCheckType: elb\n',
      '9: group.HealthCheckType is "elb" (did you mean "ELB"?): give EC2 or ELB',
    ],
    [
      '  MaxSize: 9\n  HealthCheckGracePeriod: -1\n',
      '9: group.HealthCheckGracePeriod is -1: give a whole number of at least 0',
    ],
    [
      '  MaxSize: 9\n  launchSeconds: -1\n',
      '9: group.launchSeconds is -1: give a number from 0 to 86400',
    ],
    [
      '  MaxSize: 9\n  launchSeconds: soon\n',
      '9: group.launchSeconds is "soon": give seconds from 0 to 86400, or { mean, p95 }',
    ],
    [
      '  MaxSize: 9\n  bootSeconds: { mean: 10 }\n',
      '9: group.bootSeconds.p95 is missing: give a number above 0',
    ],
    [
      '  MaxSize: 9\n  bootSeconds: { mean: 10, p99: 20 }\n',
      '9: unknown key "p99" (did you mean "p95"?)',
    ],
    [
      '  MaxSize: 9\n  bootSeconds: { mean: 10, p95: 10 }\n',
      '9: group.bootSeconds has p95 10, not above its mean 10: correct the one or the other',
    ],
    [
      '  MaxSize: 9\n  bootSeconds: { mean: 10, p95: 39 }\n',
      '9: group.bootSeconds has p95 39, more than 3.87 times its mean 10, wider than log-normal can be: correct the one or the other',
    ],
  ])('is refused: %j', (is, says) => {
    const text = base(SIZES, is).replace(`    group: ${OWN}\n`, '');
    expect(problemsOf(text, directory)).toEqual([`scenario.yaml:${says}`]);
  });
});

describe('a strategy’s own group', () => {
  const own = (is: string) => base(OWN, is);

  test('changes what it names and inherits the rest', () => {
    const text = own('{ MaxSize: 20, launchSeconds: 90 }');
    expect(groupOf(text)).toMatchObject({ MinSize: 2, MaxSize: 20, launchSeconds: 90 });
  });

  test.each([
    ['{ MinSize: 10 }', 10],
    ['{ MaxSize: 3 }', 3],
    ['{ MinSize: 3, MaxSize: 20 }', 4],
    ['{ MinSize: 10, DesiredCapacity: 12 }', 12],
  ])('takes the inherited DesiredCapacity along to its bounds, as AWS does: %s', (is, desired) => {
    expect(groupOf(own(is)).DesiredCapacity).toBe(desired);
  });

  test('starts at its own MinSize where no DesiredCapacity was given', () => {
    const text = own('{ MinSize: 7 }').replace('  DesiredCapacity: 4\n', '');
    expect(groupOf(text).DesiredCapacity).toBe(7);
  });

  test('clears a warm-up with -1', () => {
    const text = own('{ DefaultInstanceWarmup: -1 }').replace(
      'MinSize: 2\n',
      'MinSize: 2\n  DefaultInstanceWarmup: 60\n',
    );
    expect(groupOf(text).DefaultInstanceWarmup).toBeUndefined();
    expect(read(text, directory).strategies[1].group.DefaultInstanceWarmup).toBe(60);
  });

  test.each([
    [
      '{ MinSize: 50 }',
      'strategies[0].group has MinSize 50 (line 17) above MaxSize 40 (line 9): lower it or raise MaxSize',
    ],
    [
      '{ MaxSize: 1 }',
      'strategies[0].group has MinSize 2 (line 8) above MaxSize 1 (line 17): lower it or raise MaxSize',
    ],
    [
      '{ MinSize: 10, DesiredCapacity: 9 }',
      'strategies[0].group.DesiredCapacity is 9, below MinSize 10 (line 17): give a whole number from 10 to 40',
    ],
    [
      '{ DesiredCapacity: 41 }',
      'strategies[0].group.DesiredCapacity is 41, above MaxSize 40 (line 9): give a whole number from 2 to 40',
    ],
    ['{ MinSze: 3 }', 'unknown key "MinSze" (did you mean "MinSize"?)'],
    ['10', 'strategies[0].group is 10: give a mapping, such as { MinSize: 2, MaxSize: 20 }'],
    ['', 'strategies[0].group is empty: give a mapping, such as { MinSize: 2, MaxSize: 20 }'],
  ])('is refused: %s', (is, says) => {
    expect(problemsOf(own(is), directory)).toEqual([`scenario.yaml:17: ${says}`]);
  });

  test('is taken exactly when its bounds hold, and then they hold in the plan', () => {
    const size = fc.option(fc.nat(12), { nil: undefined });
    const sizes = fc.record({ MinSize: size, MaxSize: size, DesiredCapacity: size });
    fc.assert(
      fc.property(sizes, sizes, (scenario, strategy) => {
        const text = own(JSON.stringify(strategy)).replace(
          `group:\n${SIZES}`,
          `group: ${JSON.stringify(scenario)}\n`,
        );
        const isSound = holds(scenario) && holds({ ...scenario, ...defined(strategy) }, strategy);
        const problems = problemsOf(text, directory);
        expect(problems.length === 0, problems.join('\n')).toBe(isSound);
        if (!isSound) return;
        for (const { group } of read(text, directory).strategies) {
          expect(group.MinSize).toBeLessThanOrEqual(group.DesiredCapacity);
          expect(group.DesiredCapacity).toBeLessThanOrEqual(group.MaxSize);
        }
      }),
    );
  });
});

interface Sizes {
  readonly MinSize?: number | undefined;
  readonly MaxSize?: number | undefined;
  readonly DesiredCapacity?: number | undefined;
}

/** Whether these sizes agree; a DesiredCapacity counts only where its setter says so. */
function holds({ MinSize = 1, MaxSize, DesiredCapacity }: Sizes, setter?: Sizes): boolean {
  if (MaxSize === undefined || MinSize > MaxSize) return false;
  const isInherited = setter !== undefined && setter.DesiredCapacity === undefined;
  if (DesiredCapacity === undefined || isInherited) return true;
  return MinSize <= DesiredCapacity && DesiredCapacity <= MaxSize;
}

function defined(sizes: Sizes): Sizes {
  return Object.fromEntries(Object.entries(sizes).filter(([, value]) => value !== undefined));
}
