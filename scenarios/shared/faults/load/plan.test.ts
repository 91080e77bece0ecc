import { describe, expect, it } from 'vitest';
import { phaseAt } from '../../../../lib/load/phase-at.ts';
import { PROFILES } from '../../../../lib/profiles.ts';
import { parseSettings } from '../../../settings.ts';
import { recoveryLimitOf } from '../limits.ts';
import {
  AFTER,
  apiLoadOf,
  apiPlan,
  apiTimeoutOf,
  confirmSecondsOf,
  deadlineSecondsOf,
  faultWindowOf,
  graceSecondsOf,
  isDuringFault,
  journeyPhaseOf,
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

describe('a fault and what it meets', () => {
  const plan = outagePlan(settings({ PROFILE: 'smoke' }));

  it('is to blame for a journey that was on its way when it came, and for none that was over', () => {
    expect(journeyPhaseOf(plan, 11.7, 11.99)).toBe('before');
    expect(journeyPhaseOf(plan, 11.7, 12)).toBe('outage');
    expect(journeyPhaseOf(plan, 15.9, 17)).toBe('outage');
    expect(journeyPhaseOf(plan, 16, 17)).toBe('after');
  });

  it('has answers of its own from the moment at which it is there to its end', () => {
    expect([11.9, 12.1, 12.3, 15.9, 16].map((second) => isDuringFault(plan, second))).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });

  it('leaves jobs the time of the longest rescue, and k6 still the time to ask', () => {
    const own = settings({ PROFILE: 'smoke' });
    expect(deadlineSecondsOf(own, plan)).toBe(16 + 100);
    const quick = settings({ PROFILE: 'smoke', RESCUE_SECONDS: '5' });
    // A backlog may take longer than a rescue.
    expect(deadlineSecondsOf(quick, plan)).toBe(plan.seconds + 10);
    expect(plan.seconds + graceSecondsOf(own, plan)).toBeGreaterThan(deadlineSecondsOf(own, plan) + 36);
  });

  it('is longer than Windmill’s wait for its database, except in a smoke run', () => {
    for (const PROFILE of ['short', 'full']) {
      const { startSeconds, endSeconds } = faultWindowOf(outagePlan(settings({ PROFILE })));
      expect(endSeconds - startSeconds).toBeGreaterThan(30);
    }
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
    expect(full).toContain(150);
    expect(full).not.toContain(130);
  });
});
