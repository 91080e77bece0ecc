import { describe, expect, test } from 'vitest';
import { loadText } from '../../../lib/load/load-text.ts';
import { phaseAt } from '../../../lib/load/phase-at.ts';
import { thinkTimeOf } from '../../../lib/load/plan.ts';
import { parseSettings } from '../../settings.ts';
import { loadPlan } from '../../testing/load-plan.ts';

function settingsOf(environment: Record<string, string>) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join('\n'));
  return outcome.settings;
}

describe('loadPlan', () => {
  test.each([
    ['baseline', 1],
    ['normal', 10],
    ['high', 50],
  ] as const)('%s has %i users after a ramp', (scenario, users) => {
    const { phases } = loadPlan(scenario, settingsOf({}));
    expect(phases.map(({ name, users: planned, measured }) => [name, planned, measured])).toEqual([
      ['ramp', users, false],
      ['measured', users, true],
    ]);
  });

  test('USERS and DURATION replace the scenario’s own', () => {
    const plan = loadPlan('normal', settingsOf({ USERS: '3', DURATION: '20s', PROFILE: 'smoke' }));
    expect(plan.phases[1]).toMatchObject({ users: 3, seconds: 20, startSeconds: 2 });
    expect(plan.seconds).toBe(22);
  });

  test('a burst jumps to its peak and comes back to the level it came from', () => {
    const { phases } = loadPlan('burst', settingsOf({ PROFILE: 'smoke' }));
    expect(phases.map(({ name, users }) => [name, users])).toEqual([
      ['quiet-before', 10],
      ['measured', 100],
      ['settle', 10],
      ['quiet-after', 10],
    ]);
    expect(phases[0]?.seconds).toBe(phases[3]?.seconds);
  });
});

test('a moment belongs to the phase that has begun; what is still in flight to the last', () => {
  const plan = loadPlan('baseline', settingsOf({ PROFILE: 'smoke' }));
  expect([0, 1.9, 2, 11.9, 99].map((second) => phaseAt(plan.phases, second))).toEqual([
    'ramp',
    'ramp',
    'measured',
    'measured',
    'measured',
  ]);
});

test('users think 1 to 3 seconds unless told otherwise', () => {
  expect(thinkTimeOf(settingsOf({}))).toEqual({ min: 1, max: 3 });
  expect(thinkTimeOf(settingsOf({ THINK_TIME: '0' }))).toEqual({ min: 0, max: 0 });
});

test('the load is told in words, in both languages', () => {
  expect(loadText(10, { min: 1, max: 3 }, 'en')).toBe('10 users, 1–3 s between two actions');
  expect(loadText(1, { min: 0.5, max: 0.5 }, 'es')).toBe('1 usuario, 0.5 s entre dos acciones');
  expect(loadText(1, { min: 0, max: 0 }, 'en')).toBe('1 user, no pause between two actions');
});
