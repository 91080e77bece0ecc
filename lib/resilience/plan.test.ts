import { describe, expect, it } from 'vitest';
import { PROFILES } from '../catalog.ts';
import { recoveryLimitOf } from '../criteria/resilience.ts';
import { phaseAt } from '../load/phase-at.ts';
import { parseSettings } from '../settings/settings.ts';
import {
  AFTER,
  apiLoadOf,
  apiPlan,
  apiTimeoutOf,
  confirmSecondsOf,
  faultWindowOf,
  listedSeconds,
  outagePlan,
  stagesOf,
} from './plan.ts';

function settings(environment: Record<string, string> = {}) {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.settings;
}

describe('outagePlan', () => {
  it.each(PROFILES)('watches a %s run long enough to see a recovery that is just too late', (PROFILE) => {
    const own = settings({ PROFILE });
    const after = outagePlan(own).phases.find(({ name }) => name === AFTER);
    expect(after?.seconds).toBeGreaterThanOrEqual(recoveryLimitOf(own) + confirmSecondsOf(own.profile));
  });

  it('takes the length of the fault and the limit from the settings', () => {
    const plan = outagePlan(settings({ PROFILE: 'smoke', FAULT_SECONDS: '7s', RECOVERY_SECONDS: '20' }));
    expect(faultWindowOf(plan)).toEqual({ startSeconds: 12, endSeconds: 19 });
    expect(plan.seconds).toBe(19 + 20 + 4);
    expect(phaseAt(plan.phases, 18.9)).toBe('outage');
    expect(phaseAt(plan.phases, 19)).toBe('after');
  });
});

describe('apiPlan', () => {
  it('leaves out the answers of 500 where nobody can give them', () => {
    expect(stagesOf(settings())).toEqual(['slow', 'hang']);
    const stub = settings({ THIRD_PARTY_URL: 'http://127.0.0.1:9' });
    expect(apiPlan(stub).phases.map(({ name }) => name)).toEqual([
      'before',
      'slow',
      'error',
      'hang',
      'after',
    ]);
  });

  it.each(PROFILES)('leaves a healthy system with four workers most of them free (%s)', (PROFILE) => {
    const own = settings({ PROFILE });
    const { callers } = apiLoadOf(own);
    const waiting = (callers.users / callers.paceSeconds) * (apiTimeoutOf(own) / 1000);
    expect(waiting).toBeLessThanOrEqual(2);
  });
});

describe('listedSeconds', () => {
  it('lists every second of a smoke run and no more than k6 bears of a long one', () => {
    const smoke = outagePlan(settings({ PROFILE: 'smoke' }));
    expect(listedSeconds(smoke)).toEqual(Array.from({ length: smoke.seconds }, (_, second) => second));
    const full = listedSeconds(outagePlan(settings({ PROFILE: 'full' })));
    expect(full.length).toBeLessThan(100);
    expect(full).toContain(59);
    expect(full).toContain(120);
    expect(full).not.toContain(100);
  });
});
