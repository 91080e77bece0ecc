import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../settings.ts';
import { nextInPlace } from './clock.ts';
import { floodingTenant, slotAt, steadyUsersOf, tenantCounts, tenantPlan, tenantProblems } from './plan.ts';

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

  test('a smoke run takes about half a minute, and its parts follow one another', () => {
    expect(plan.plan.seconds).toBeLessThan(38);
    expect(plan.plan.phases.map(({ name, users }) => [name, users])).toEqual([
      ['isolation', 10],
      ['neighbour', 32],
      ['settle', 0],
      ['scaling', 12],
    ]);
  });

  test('quiet and noisy windows take turns, as many of each, enough for a bootstrap', () => {
    const sides = plan.windows.map(({ side }) => side);
    expect(sides.filter((side) => side === 'quiet')).toHaveLength(sides.length / 2);
    expect(sides.every((side, index) => side !== sides[index + 1])).toBe(true);
    expect(sides.length / 2).toBeGreaterThanOrEqual(6);
  });

  test('as much of a noisy window counts as of a quiet one, and the flood has time to go before that ends', () => {
    for (const profile of ['smoke', 'short', 'full']) {
      const { windows, steadyPace } = tenantPlan(settingsOf({ PROFILE: profile, WM_TENANTS: tenants(5) }));
      const [noisy, quiet, next] = windows;
      if (noisy === undefined || quiet === undefined) throw new Error('there are no windows');
      expect([noisy.side, quiet.side, next?.side]).toEqual(['noisy', 'quiet', 'noisy']);
      expect(noisy.guardSeconds + noisy.measuredSeconds).toBeCloseTo(noisy.seconds);
      expect(quiet.measuredSeconds).toBe(noisy.measuredSeconds);
      expect(quiet.measuredSeconds / steadyPace).toBeCloseTo(Math.round(quiet.measuredSeconds / steadyPace));
      // Two workers take up to 2 s for what the flood leaves; a user may see that a pace late, and waits one more.
      expect(quiet.seconds - quiet.measuredSeconds - 2 * steadyPace).toBeGreaterThan(2);
    }
  });

  test('the quiet windows have the load of the scaling part, and end the part', () => {
    expect(plan.scalingUsers / plan.scalingPace).toBeCloseTo(plan.steadyUsers / plan.steadyPace);
    expect(plan.windows.at(-1)?.side).toBe('quiet');
    const many = tenantPlan(settingsOf({ WM_TENANTS: tenants(40), TENANTS: '40' }));
    expect(many.scalingUsers / many.scalingPace).toBeCloseTo(many.steadyUsers / many.steadyPace);
  });

  test.each([2, 3, 5, 40])(
    'of %i tenants each neighbour has its share of the users, the flooding one none',
    (count) => {
      const made = tenantPlan(settingsOf({ WM_TENANTS: tenants(count), TENANTS: String(count) }));
      const users = Array.from({ length: count }, (_, tenant) => steadyUsersOf(made, tenant, count));
      const dealt = Array.from({ length: made.steadyUsers }, (_, user) => user % floodingTenant(count));
      expect(users).toEqual(
        Array.from({ length: count }, (_, tenant) => dealt.filter((one) => one === tenant).length),
      );
    },
  );

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

test('a user that comes late falls back into its place in the pace', () => {
  expect(nextInPlace(10, 0.3, 10.4)).toBeCloseTo(10.6);
  expect(nextInPlace(10, 0.3, 10.6)).toBeCloseTo(10.6);
  expect(nextInPlace(10, 0.3, 10 + 0.3 + 0.3)).toBeCloseTo(10.6);
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
