import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../settings.ts';
import type { SoakSettings } from '../settings.ts';
import { soakBudget } from './budgets.ts';
import { soakPlan, soakTiming } from './plan.ts';
import { soakTags } from './tags.ts';

function settings(environment: Record<string, string> = {}): SoakSettings {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.settings;
}

describe('soakTiming', () => {
  it.each(['smoke', 'short', 'full'])(
    'leaves enough slices for a trend, and few enough for k6 (%s)',
    (profile) => {
      const { slices, sliceSeconds, warmupSeconds, seconds } = soakTiming(settings({ PROFILE: profile }));
      expect(slices).toBeGreaterThanOrEqual(24);
      expect(slices).toBeLessThanOrEqual(40);
      expect(warmupSeconds + slices * sliceSeconds).toBeCloseTo(seconds);
    },
  );

  it('takes the length that was asked for', () => {
    expect(soakTiming(settings({ SOAK_DURATION: '2h' })).seconds).toBe(7200);
    expect(soakTiming(settings({ DURATION: '10m' })).seconds).toBe(600);
    expect(soakTiming(settings({ PROFILE: 'smoke', SOAK_DURATION: '10s' }))).toMatchObject({
      warmupSeconds: 3,
      slices: 7,
    });
  });

  it.each([
    ['short', undefined, 180],
    ['full', undefined, 360],
    ['full', '15m', 180],
    ['short', '4m', 90],
    ['smoke', undefined, 3],
  ])('waits until a system has settled (%s, %s)', (PROFILE, SOAK_DURATION, warmupSeconds) => {
    const given = SOAK_DURATION === undefined ? {} : { SOAK_DURATION };
    expect(soakTiming(settings({ PROFILE, ...given })).warmupSeconds).toBe(warmupSeconds);
  });
});

describe('soakTags', () => {
  const timing = soakTiming(settings({ PROFILE: 'smoke', SOAK_DURATION: '100s' }));

  it('tells warm-up, slices and what ends too late apart', () => {
    expect(soakTags(timing, 9.9)).toEqual({ phase: 'warmup' });
    expect(soakTags(timing, 10)).toEqual({ phase: 'measured', slice: 's1' });
    expect(soakTags(timing, 99.9)).toEqual({ phase: 'measured', slice: 's40' });
    expect(soakTags(timing, 100.1)).toEqual({ phase: 'after' });
  });
});

describe('soakPlan', () => {
  it('keeps the users for the whole time', () => {
    const { phases } = soakPlan(settings({ SOAK_USERS: '7' }));
    expect(phases.map(({ name, users, measured }) => [name, users, measured])).toEqual([
      ['warmup', 7, false],
      ['measured', 7, true],
    ]);
  });
});

describe('soakBudget', () => {
  it('is per hour in a long run, and over the whole run in a shorter one', () => {
    expect(soakBudget('memory', settings({ PROFILE: 'full', SOAK_DURATION: '8h' }))).toBe(20);
    expect(soakBudget('memory', settings({ PROFILE: 'short', SOAK_DURATION: '980s' }))).toBe(180);
  });

  it('is what was set, in a run of any length', () => {
    expect(soakBudget('memory', settings({ PROFILE: 'smoke', SOAK_BUDGET_MB_PER_HOUR: '50' }))).toBe(50);
    expect(soakBudget('latency', settings({ SOAK_BUDGET_MS_PER_HOUR: '0' }))).toBe(0);
  });
});
