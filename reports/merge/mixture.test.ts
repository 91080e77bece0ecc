import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GRID_PERCENTS, GRID_STATISTICS, gridOf } from '../../lib/generators/grid.ts';
import { createRandom } from '../stats/random.ts';
import { type KnownSample, Mixture } from './mixture.ts';

/** Type 7, as k6's Trend computes a percentile. */
function type7(sorted: readonly number[], level: number): number {
  const position = level * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)] ?? 0, sorted[Math.ceil(position)] ?? 0];
  return low + (high - low) * (position - Math.floor(position));
}

function known(values: readonly number[]): KnownSample {
  const sorted = [...values].sort((a, b) => a - b);
  const levels = GRID_PERCENTS.map((percent) => percent / 100);
  return { n: sorted.length, levels, values: levels.map((level) => type7(sorted, level)) };
}

/** Distance of the rank of `x` in the pooled values from `level`: none where its ties span it. */
function rankDistance(pooled: readonly number[], x: number, level: number): number {
  const below = pooled.filter((value) => value < x).length / pooled.length;
  const upTo = pooled.filter((value) => value <= x).length / pooled.length;
  return Math.max(0, level - upTo, below - level);
}

const DISTRIBUTIONS: Readonly<Record<string, (random: () => number, generator: number) => number>> = {
  uniform: (random) => 100 * random(),
  exponential: (random) => -200 * Math.log(1 - random()),
  'log-normal': (random) =>
    Math.exp(5 + Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  // Whole milliseconds, as `Date.now()` gives them: many ties.
  'whole milliseconds': (random) => Math.floor(12 + 6 * random() ** 3),
  'another on each generator, with a far second peak': (random, generator) =>
    random() < 0.06 ? 5000 + 100 * random() : 50 * (generator + 1) + 10 * random(),
};
const LEVELS = [0.5, 0.9, 0.95, 0.99, 0.999];

describe('the grid', () => {
  it('has at least 200 levels, denser in the tail, from the least to the greatest value', () => {
    expect(GRID_PERCENTS.length).toBeGreaterThanOrEqual(200);
    expect([GRID_PERCENTS[0], GRID_PERCENTS.at(-1)]).toEqual([0, 100]);
    const gaps = GRID_PERCENTS.slice(1).map((percent, index) => percent - (GRID_PERCENTS[index] ?? 0));
    expect(gaps.every((gap, index) => index === 0 || gap <= (gaps[index - 1] ?? 0) + 1e-9)).toBe(true);
    expect(Math.min(...gaps)).toBeGreaterThan(0);
  });

  it('is read from a summary whole or not at all', () => {
    const values = Object.fromEntries(GRID_STATISTICS.map((name, index) => [name, index]));
    expect(gridOf(values)).toHaveLength(GRID_PERCENTS.length);
    const { 'p(95)': _, ...without } = values;
    expect(gridOf(without)).toBeNull();
  });
});

describe.each(Object.entries(DISTRIBUTIONS))('merged percentiles of values that are %s', (_name, draw) => {
  it('lie within their bound of the pooled values, for 2 to 16 generators of unequal load', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 2, maxLength: 16 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 2 ** 31 }), (loads, seed) => {
        const random = createRandom(seed).uniform;
        const parts = loads.map((n, generator) => Array.from({ length: n }, () => draw(random, generator)));
        const pooled = parts.flat();
        const mixture = new Mixture(parts.map(known));
        expect(mixture.n).toBe(pooled.length);
        for (const level of LEVELS) {
          const merged = mixture.quantile(level);
          if (merged === null) throw new Error('no quantile of values that are there');
          expect(rankDistance(pooled, merged.value, level)).toBeLessThanOrEqual(merged.rankError + 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the bound', () => {
  const random = createRandom(7).uniform;
  const parts = Array.from({ length: 4 }, () => Array.from({ length: 20_000 }, () => random() ** 4 * 1000));
  const mixture = new Mixture(parts.map(known));

  it('is that of the grid: half a tenth of a per cent of the values around p95', () => {
    const { rankError } = mixture.quantile(0.95) ?? { rankError: 1 };
    expect(rankError).toBeGreaterThan(0);
    // Its two neighbours on the grid are .1 % apart; each generator adds a value of its own.
    expect(rankError).toBeLessThanOrEqual(0.001 + 4 / 80_000);
    expect(mixture.quantile(0.99)?.rankError).toBeLessThanOrEqual(0.001 + 4 / 80_000);
    expect(mixture.quantile(0.999)?.rankError).toBeLessThanOrEqual(0.0005 + 4 / 80_000);
  });

  it('is none at the ends, which are known', () => {
    const pooled = parts.flat().sort((a, b) => a - b);
    expect(mixture.quantile(0)).toEqual({ value: pooled[0], rankError: 0 });
    expect(mixture.quantile(1)).toEqual({ value: pooled.at(-1), rankError: 0 });
  });

  it('grows with a grid that is too coarse to tell', () => {
    const coarse = new Mixture([
      { n: 1000, levels: [0, 0.5, 1], values: [0, 10, 1000] },
      { n: 1000, levels: [0, 0.5, 1], values: [0, 10, 1000] },
    ]);
    expect(coarse.quantile(0.95)?.rankError).toBeGreaterThan(0.4);
  });
});

describe('a mixture', () => {
  it('has no quantile without a value', () => {
    expect(new Mixture([]).quantile(0.5)).toBeNull();
    expect(new Mixture([{ n: 0, levels: [0, 1], values: [0, 0] }]).quantile(0.5)).toBeNull();
  });

  it('is the sample itself where there is one', () => {
    const sorted = Array.from({ length: 3001 }, (_, index) => index * index);
    const alone = new Mixture([known(sorted)]);
    for (const level of [0.1, 0.5, 0.95, 0.999]) {
      expect(alone.quantile(level)?.value).toBeCloseTo(type7(sorted, level), 6);
    }
  });

  it('does not change with the order of its parts', () => {
    const values = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const one = new Mixture([a, b, c].map(known));
        const other = new Mixture([c, a, b].map(known));
        for (const level of LEVELS) {
          expect(other.quantile(level)?.value).toBeCloseTo(one.quantile(level)?.value ?? -1, 9);
        }
      }),
    );
  });

  it('rises with the level', () => {
    const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const mixture = new Mixture([known(a), known(b)]);
        const quantiles = GRID_PERCENTS.map((percent) => mixture.quantile(percent / 100)?.value ?? -1);
        expect(quantiles.every((value, index) => value >= (quantiles[index - 1] ?? 0) - 1e-9)).toBe(true);
      }),
    );
  });
});
