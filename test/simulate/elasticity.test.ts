import { describe, expect, it } from 'vitest';
import { type Elasticity, elasticity, elasticSpeedup } from '../../src/simulate/elasticity.ts';
import { readShared, sharedIsHere } from '../support/shared.ts';

type Steps = readonly (readonly [time: number, units: number])[];

interface Oracle {
  readonly T: number;
  readonly demand: Steps;
  readonly supply: Steps;
  readonly expected: Record<string, number>;
  readonly constantSupply3: Record<string, number>;
  readonly speedupAgainstConstant3: number;
}

function measured(demand: ArrayLike<number>, supply: ArrayLike<number>): Elasticity {
  const result = elasticity(demand, supply);
  if (result === null) throw new Error('nothing was measured');
  return result;
}

describe.skipIf(!sharedIsHere)('the published series of BUNGEE (skipped without ../shared)', () => {
  const oracle: Oracle = sharedIsHere ? JSON.parse(readShared('oracles/elasticity.json')) : {};

  function units(steps: Steps): number[] {
    return Array.from({ length: oracle.T }, (_, t) => {
      const last = steps.filter(([time]) => time <= t).at(-1);
      if (last === undefined) throw new Error(`no step at ${t}`);
      return last[1];
    });
  }

  it('give the published figures', () => {
    const { expected } = oracle;
    const result = measured(units(oracle.demand), units(oracle.supply));
    expect(result.accuracyU).toBeCloseTo(expected.accuracyU, 12);
    expect(result.accuracyO).toBeCloseTo(expected.accuracyO, 12);
    expect(result.timeshareU).toBeCloseTo(expected.timeshareU, 12);
    expect(result.timeshareO).toBeCloseTo(expected.timeshareO, 12);
    expect(result.thetaU).toBeCloseTo(expected.thetaUPercent, 12);
    expect(result.thetaO).toBeCloseTo(expected.thetaOPercent, 12);
    expect(result.instability).toBeCloseTo(expected.instabilityPercent, 12);
  });

  it('give the published speedup over a constant supply of 3', () => {
    const { constantSupply3: expected } = oracle;
    const constant = measured(units(oracle.demand), Array<number>(oracle.T).fill(3));
    expect(constant.thetaU).toBeCloseTo(expected.thetaUPercent, 12);
    expect(constant.thetaO).toBeCloseTo(expected.thetaOPercent, 12);
    expect(100 * constant.timeshareU).toBeCloseTo(expected.tauUPercent, 12);
    expect(100 * constant.timeshareO).toBeCloseTo(expected.tauOPercent, 12);
    const speedup = elasticSpeedup(constant, measured(units(oracle.demand), units(oracle.supply)));
    expect(speedup).toBeCloseTo(oracle.speedupAgainstConstant3, 9);
  });
});

describe('demand 1, 5, 3, 2, 4 from 0, 7, 16, 17, 19 of 20 against a supply that wavers', () => {
  // The series of BUNGEE's test (Herbst et al.); the figures follow from the definitions.
  const demand = [1, 1, 1, 1, 1, 1, 1, 5, 5, 5, 5, 5, 5, 5, 5, 5, 3, 2, 2, 4];
  const supply = [1, 1, 2, 1, 1, 3, 3, 3, 3, 7, 7, 6, 8, 8, 2, 2, 2, 2, 2, 2];

  it('lacks 0.65 instances and has 0.8 too many on the mean', () => {
    expect(measured(demand, supply).accuracyU).toBeCloseTo(0.65, 12);
    expect(measured(demand, supply).accuracyO).toBeCloseTo(0.8, 12);
  });

  it('has too few for 30 % of the time and too many for 40 %', () => {
    expect(measured(demand, supply).timeshareU).toBeCloseTo(0.3, 12);
    expect(measured(demand, supply).timeshareO).toBeCloseTo(0.4, 12);
  });

  it('does not move as demand does in 11 of 19 steps', () => {
    expect(measured(demand, supply).instability).toBeCloseTo(1100 / 19, 12);
  });
});

describe('elasticity', () => {
  it('leaves out steps whose demand is unknown', () => {
    expect(measured([2, Number.NaN, 2], [1, 50, 1]).accuracyU).toBe(1);
  });

  it('is null where no demand is known', () => {
    expect(elasticity([Number.NaN], [1])).toBeNull();
  });

  it('has no speedup where a factor is zero', () => {
    const perfect = measured([2, 3], [2, 3]);
    expect(elasticSpeedup(perfect, perfect)).toBeNull();
  });
});
