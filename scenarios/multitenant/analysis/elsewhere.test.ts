import { describe, expect, test } from 'vitest';
import type { PhaseWindow } from '../../../reports/stats/bootstrap.ts';
import { sameLoadElsewhere } from './elsewhere.ts';

type Phase = PhaseWindow['phase'];

/** Windows with the given p95 each, spread as journeys of one window are. */
const windows = (phase: Phase, p95s: readonly number[]): readonly PhaseWindow[] =>
  p95s.map((p95) => ({ phase, values: Array.from({ length: 22 }, (_, at) => p95 * (0.5 + at / 40)) }));

/**
 * p95 of each window, ms, as a real Windmill with one queue for all and two workers gave them: the quiet windows began
 * half a second after a flood whose last jobs took 1.2 s.
 */
const QUIET = [412, 389, 455, 431, 398, 402];
const NOISY = [842, 871, 905, 866, 854, 889];
const VISITS = [61, 66, 58, 63];

describe('the quiet level', () => {
  test('that the flood weighed on differs from the same load elsewhere, by which the ratio is another', () => {
    const found = sameLoadElsewhere(
      [...windows('quiet', QUIET), ...windows('noisy', NOISY)],
      windows('quiet', VISITS),
      { seed: 1 },
    );
    expect(found?.differs).toBe(true);
    expect(found?.ratio).toBeGreaterThan(13);
    expect(found?.p95).toBeCloseTo(62, -1);
  });

  test('that is the same elsewhere does not differ', () => {
    const found = sameLoadElsewhere(
      [...windows('quiet', [60, 63, 59, 66, 62, 61]), ...windows('noisy', NOISY)],
      windows('quiet', VISITS),
      { seed: 1 },
    );
    expect(found?.differs).toBe(false);
  });

  test('cannot be compared with too few windows', () => {
    const all = [...windows('quiet', QUIET), ...windows('noisy', NOISY)];
    expect(sameLoadElsewhere(all, windows('quiet', [61, 66]), { seed: 1 })).toBeNull();
    expect(sameLoadElsewhere(windows('noisy', NOISY), windows('quiet', VISITS), { seed: 1 })).toBeNull();
  });
});
