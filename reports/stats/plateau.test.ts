import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plateauOf } from './plateau.ts';
import { createRandom } from './random.ts';

const levels = (rates: Readonly<Record<number, number>>, seconds = 15) =>
  Object.entries(rates).map(([users, jobsPerSecond]) => ({
    users: Number(users),
    jobsPerSecond,
    jobs: Math.round(jobsPerSecond * seconds),
  }));

describe('plateauOf', () => {
  it('finds where more users only wait', () => {
    const plateau = plateauOf(levels({ 50: 400, 100: 790, 125: 890, 150: 893, 175: 886, 200: 891 }));
    expect(plateau).toMatchObject({ users: 125, usersBelow: 100, reached: true, collapse: null });
    expect(plateau?.jobsPerSecond).toBeCloseTo(890, 0);
    expect(plateau?.interval.low).toBeGreaterThan(880);
    expect(plateau?.interval.high).toBeLessThan(900);
  });

  it('says that the first number had it all', () => {
    expect(plateauOf(levels({ 10: 39.6, 20: 39.9, 30: 39.8 }))).toMatchObject({
      users: 10,
      usersBelow: null,
    });
  });

  it('has not reached it while throughput rises', () => {
    expect(plateauOf(levels({ 10: 100, 20: 200, 30: 298 }))).toMatchObject({ users: 30, reached: false });
    expect(plateauOf(levels({ 10: 100 }))).toMatchObject({ users: 10, reached: false });
  });

  it('is the height before a collapse, not the mean with it', () => {
    const plateau = plateauOf(levels({ 10: 50, 20: 96, 30: 100, 40: 70, 50: 40 }));
    expect(plateau).toMatchObject({ users: 20, collapse: { users: 50, jobsPerSecond: 40 } });
    expect(plateau?.jobsPerSecond).toBe(98);
  });

  it('claims no fall that so few jobs cannot show', () => {
    const seen = levels({ 10: 75.6, 20: 66.7, 30: 69.3 }, 2.25);
    expect(plateauOf(seen)).toMatchObject({ users: 10, collapse: null });
    expect(plateauOf(levels({ 10: 75.6, 20: 66.7, 30: 69.3 }, 60))?.collapse).toMatchObject({ users: 30 });
  });

  it('claims no fall of a last level that has as much as the plateau, whatever dipped before it', () => {
    // A real Windmill, two workers, fifteen seconds a step: the fourth is the first that counts can tell from the first.
    const seen = [26.5, 23.2, 22.5, 21.5, 21.3, 23.8, 23.8, 24.3, 25.1, 23.5];
    const plateau = plateauOf(levels(Object.fromEntries(seen.map((x, i) => [(i + 1) * 20, x]))));
    expect(plateau).toMatchObject({ users: 20, reached: true, collapse: null });
  });

  it('has the interval of a count where there are too few levels for a scatter', () => {
    const plateau = plateauOf(levels({ 10: 20, 20: 40, 30: 41 }, 10));
    expect(plateau?.interval.low).toBeCloseTo(40.5 - (1.96 * 40.5) / Math.sqrt(810), 6);
  });

  it('has none where nothing was done', () => {
    expect(plateauOf([])).toBeNull();
    expect(plateauOf(levels({ 10: 0, 20: Number.NaN }))).toBeNull();
  });

  it('covers the true height in 95 of 100 noisy runs, and never places the knee off by more than a step', () => {
    const random = createRandom(3);
    let covered = 0;
    for (let run = 0; run < 400; run += 1) {
      const rates = Object.fromEntries(
        [10, 20, 30, 40, 50, 60, 70, 80].map((users) => {
          const ideal = Math.min(users * 2.5, 75);
          return [users, ideal * (1 + 0.015 * random.normal())];
        }),
      );
      const plateau = plateauOf(levels(rates));
      const { low, high } = plateau?.interval ?? { low: null, high: null };
      if ((low ?? 0) <= 75 && (high ?? 0) >= 75) covered += 1;
      expect([30, 40]).toContain(plateau?.users);
    }
    expect(covered / 400).toBeGreaterThan(0.93);
  });

  it('lies between the lowest and the highest level, whatever the levels are', () => {
    const rate = fc.double({ min: 0.1, max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 12 }), (rates) => {
        const plateau = plateauOf(levels(Object.fromEntries(rates.map((x, i) => [(i + 1) * 10, x]))));
        expect(plateau?.jobsPerSecond).toBeLessThanOrEqual(Math.max(...rates) * (1 + 1e-9));
        expect(plateau?.jobsPerSecond).toBeGreaterThanOrEqual(Math.min(...rates) * (1 - 1e-9));
        expect(plateau?.interval.low).toBeLessThanOrEqual(plateau?.jobsPerSecond ?? 0);
        const fallen = plateau?.collapse?.jobsPerSecond ?? 0;
        expect(fallen).toBeLessThanOrEqual(plateau?.interval.low ?? 0);
      }),
    );
  });
});
