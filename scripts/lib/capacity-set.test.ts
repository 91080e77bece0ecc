import { describe, expect, it } from 'vitest';
import type { Result } from '../../reports/result-schema.ts';
import { capacityOfSet } from './capacity-set.ts';

const run = (jobsPerSecond: number, good: number | null, over: object = {}) =>
  ({
    validity: { verdict: 'valid', checks: [] },
    details: {
      kind: 'stress',
      capacity: { jobsPerSecond, low: null, high: null, users: 10, usersBelow: null, reached: true },
      maxUsers: { good, bad: good === null ? null : good + 10 },
    },
    ...over,
  }) as unknown as Result;

describe('a set of stress runs', () => {
  it('has an interval, of which one run is one observation', () => {
    // t(.975, 4) = 2.776, s = .866, n = 5: half 1.08.
    const rates = [38, 39, 40, 39 - Math.SQRT2 / 2, 39 + Math.SQRT2 / 2];
    const lines = capacityOfSet(rates.map((rate) => run(rate, 30)));
    expect(lines).toContain('  Capacity of 5 runs: 39 (37.9 to 40.1) jobs/s');
    expect(lines).toContain('  Users held, of 5 runs: 30 (30 to 30)');
  });

  it('says nothing of two runs, of discarded ones, or of a limit that was not found', () => {
    expect(capacityOfSet([run(38, 30), run(39, 30)])).toEqual([]);
    const discarded = { validity: { verdict: 'discarded', checks: [] } };
    expect(capacityOfSet([run(38, 30), run(39, 30), run(90, 90, discarded)])).toEqual([]);
    expect(capacityOfSet([run(38, null), run(39, null), run(40, null)]).join('\n')).not.toContain('Users');
  });
});
