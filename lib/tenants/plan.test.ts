import { describe, expect, test } from 'vitest';
import { parseSettings } from '../settings/settings.ts';
import { floodEnd, floodingTenant, slotAt, tenantCounts, tenantPlan, tenantProblems } from './plan.ts';

const tenants = (count: number, token = (index: number) => `token-${index}`) =>
  JSON.stringify(Array.from({ length: count }, (_, i) => ({ workspace: `client-${i}`, token: token(i) })));

function settingsOf(environment: Record<string, string>) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}

describe('tenantCounts', () => {
  test.each([
    [2, [1, 2]],
    [5, [1, 2, 3, 4, 5]],
    [6, [1, 2, 3, 4, 5, 6]],
  ])('%i tenants are visited one by one', (count, counts) => {
    expect(tenantCounts(count)).toEqual(counts);
  });

  test.each([7, 20, 200])('%i tenants: at least five numbers, from 1 to all of them', (count) => {
    const counts = tenantCounts(count);
    expect(counts.length).toBeGreaterThanOrEqual(5);
    expect(counts[0]).toBe(1);
    expect(counts.at(-1)).toBe(count);
    expect([...counts].sort((a, b) => a - b)).toEqual(counts);
  });
});

describe('tenantPlan', () => {
  const plan = tenantPlan(settingsOf({ PROFILE: 'smoke', WM_TENANTS: tenants(5) }));

  test('a smoke run fits into half a minute, and its parts follow one another', () => {
    expect(plan.plan.seconds).toBeLessThan(30);
    expect(plan.plan.phases.map(({ name, users }) => [name, users])).toEqual([
      ['isolation', 10],
      ['neighbour', 32],
      ['settle', 0],
      ['scaling', 10],
    ]);
  });

  test('quiet and noisy windows take turns, as many of each, enough for a bootstrap', () => {
    const sides = plan.windows.map(({ side }) => side);
    expect(sides.filter((side) => side === 'quiet')).toHaveLength(sides.length / 2);
    expect(sides.every((side, index) => side !== sides[index + 1])).toBe(true);
    expect(sides.length / 2).toBeGreaterThanOrEqual(6);
  });

  test('as much of a noisy window counts as of a quiet one, and the flood ends before the next', () => {
    const [quiet, noisy, next] = plan.windows;
    expect(noisy?.measuredSeconds).toBe(quiet?.measuredSeconds);
    const end = noisy === undefined ? 0 : floodEnd(noisy);
    expect((next?.startSeconds ?? 0) - end).toBeGreaterThan(0.2);
  });

  test('each number of tenants is visited on the way up and on the way down', () => {
    expect(plan.visits.map((visit) => visit.tenants)).toEqual([1, 2, 3, 4, 5, 5, 4, 3, 2, 1]);
  });

  test('DURATION is the length of the whole', () => {
    const settings = settingsOf({ PROFILE: 'smoke', WM_TENANTS: tenants(5), DURATION: '100s' });
    expect(tenantPlan(settings).plan.seconds).toBeCloseTo(100);
  });

  test('more tenants than users: each has one, and the total load stays', () => {
    const many = tenantPlan(settingsOf({ WM_TENANTS: tenants(100), TENANTS: '100' }));
    expect(many.steadyUsers).toBe(99);
    expect(many.scalingUsers).toBe(100);
    expect(many.steadyUsers / many.steadyPace).toBeCloseTo(plan.steadyUsers / plan.steadyPace);
    expect(many.isolationUsers / many.isolationPace).toBeLessThanOrEqual(20);
  });

  test('TENANTS takes fewer of those given', () => {
    expect(
      tenantPlan(settingsOf({ WM_TENANTS: tenants(9), TENANTS: '3' })).visits.map((visit) => visit.tenants),
    ).toEqual([1, 2, 3, 3, 2, 1]);
  });
});

test('the first seconds of a slot do not count, nor do the last of some', () => {
  const slots = [{ name: 'a', startSeconds: 10, seconds: 5, guardSeconds: 2, measuredSeconds: 2.5 }];
  expect(slotAt(slots, 9.9)).toBeNull();
  expect(slotAt(slots, 11)).toMatchObject({ counts: false });
  expect(slotAt(slots, 12)).toMatchObject({ counts: true });
  expect(slotAt(slots, 14.4)).toMatchObject({ counts: true });
  expect(slotAt(slots, 14.6)).toMatchObject({ counts: false });
  expect(slotAt(slots, 15)).toBeNull();
});

test('one tenant floods, all others are its neighbours', () => {
  expect(floodingTenant(2)).toBe(1);
});

describe('tenantProblems', () => {
  test.each([
    ['no tenant', {}],
    ['one tenant', { WM_WORKSPACE: 'a', WM_TOKEN: 'x' }],
    ['one tenant', { WM_TENANTS: tenants(1) }],
  ])('%s is named with the setting', (given, environment) => {
    expect(tenantProblems(settingsOf(environment))).toEqual([
      expect.stringMatching(new RegExp(`^WM_TENANTS names ${given}, multitenant needs at least two`)),
    ]);
  });

  test('a token may not serve two tenants, and is not repeated', () => {
    const problems = tenantProblems(settingsOf({ WM_TENANTS: tenants(2, () => 'same-secret') }));
    expect(problems).toEqual([expect.stringMatching(/"client-0" and "client-1" the same token/)]);
    expect(problems.join()).not.toContain('same-secret');
  });

  test('two tenants by the short names are enough', () => {
    const pairs = { WM_TENANT_A: 'a', WM_TOKEN_A: 'x', WM_TENANT_B: 'b', WM_TOKEN_B: 'y' };
    expect(tenantProblems(settingsOf(pairs))).toEqual([]);
  });
});
