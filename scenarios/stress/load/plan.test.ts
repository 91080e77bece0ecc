import { describe, expect, it } from 'vitest';
import { parseSettings } from '../../settings.ts';
import type { StressSettings } from '../scenario.ts';
import { breakingThresholds } from './limits.ts';
import { partOfStep, waitedMs } from './parts.ts';
import { ladderOf, MAX_STEPS, measuredStepAt, stepTiming, stressPlan, stressTimeoutMs } from './plan.ts';

function settings(environment: Record<string, string> = {}): StressSettings {
  const outcome = parseSettings(environment);
  if (!outcome.ok) throw new Error(outcome.problems.join());
  return outcome.settings;
}

describe('ladderOf', () => {
  it('climbs by the step and ends at the maximum', () => {
    expect(ladderOf(settings({ MAX_USERS: '45', USERS_STEP: '10' }))).toEqual({
      users: [10, 20, 30, 40, 45],
      step: 10,
      coarsenedFrom: null,
    });
    expect(ladderOf(settings({ MAX_USERS: '3' })).users).toEqual([3]);
  });

  it('takes larger steps where k6 could not tell them apart, and says so', () => {
    const ladder = ladderOf(settings({ MAX_USERS: '1000', USERS_STEP: '1' }));
    expect(ladder).toMatchObject({ step: 25, coarsenedFrom: 1 });
    expect(ladder.users).toHaveLength(MAX_STEPS);
    expect(ladder.users.at(-1)).toBe(1000);
  });

  it.each(['smoke', 'short', 'full'])('stays within what k6 can tell apart (%s)', (profile) => {
    expect(ladderOf(settings({ PROFILE: profile })).users.length).toBeLessThanOrEqual(MAX_STEPS);
  });

  it('covers a step that is larger than the usual maximum', () => {
    expect(ladderOf(settings({ PROFILE: 'smoke', USERS_STEP: '100' })).users).toEqual([100]);
  });
});

describe('stressPlan', () => {
  it('measures a part of each step, and never two at once', () => {
    const plan = stressPlan(settings({ PROFILE: 'smoke' }), null);
    const { warmupSeconds, measuredSeconds, gapSeconds } = stepTiming(settings({ PROFILE: 'smoke' }));
    const [first, second] = plan.phases;
    expect(first).toMatchObject({ name: 'step_1', startSeconds: warmupSeconds, seconds: measuredSeconds });
    expect(second?.startSeconds).toBeCloseTo(2 * warmupSeconds + measuredSeconds + gapSeconds);
    expect(plan.seconds).toBeCloseTo(plan.phases.length * (warmupSeconds + measuredSeconds + gapSeconds));
    expect(measuredStepAt(plan, warmupSeconds + 0.1)).toBe('step_1');
    expect(measuredStepAt(plan, 0)).toBeNull();
    expect(measuredStepAt(plan, warmupSeconds + measuredSeconds + 0.1)).toBeNull();
  });

  it('is one step for a trial of the search', () => {
    expect(stressPlan(settings(), 83).phases.map(({ users }) => users)).toEqual([83]);
  });
});

describe('the time-out of a journey', () => {
  it('lies above the latency limit, whatever was asked for', () => {
    expect(stressTimeoutMs(settings())).toBe(15_000);
    expect(stressTimeoutMs(settings({ JOB_TIMEOUT_MS: '500' }))).toBe(15_000);
    expect(stressTimeoutMs(settings({ JOB_TIMEOUT_MS: '60000' }))).toBe(60_000);
  });
});

describe('breakingThresholds', () => {
  it('ends the run inside the breaking step, no earlier than that step', () => {
    const config = settings({ PROFILE: 'smoke' });
    const plan = stressPlan(config, null);
    const thresholds = breakingThresholds(config, plan);
    for (const { name, startSeconds } of plan.phases) {
      const [failures] = thresholds[`journey_errors{phase:${name}}`] ?? [];
      expect(failures).toMatchObject({ threshold: 'rate<=0.25', abortOnFail: true });
      const delay = typeof failures === 'object' ? Number.parseFloat(failures.delayAbortEval) / 1000 : 0;
      expect(delay).toBeGreaterThan(startSeconds);
    }
  });

  it('leaves a limit that lies near all of them below all of them', () => {
    const config = settings({ PROFILE: 'smoke', STRESS_ERROR_RATE: '0.9' });
    const [first] = Object.values(breakingThresholds(config, stressPlan(config, null)));
    expect(first?.[0]).toMatchObject({ threshold: 'rate<=0.95' });
  });
});

describe('a journey of a step', () => {
  const timing = { warmupSeconds: 1, measuredSeconds: 2, gapSeconds: 0.5 };

  it.each([
    [0.9, 'warmup'],
    [1, 'measured'],
    [2.9, 'measured'],
    [3, 'gap'],
    [3.6, 'late'],
  ])('that ends after %s s belongs to: %s', (seconds, part) => {
    expect(partOfStep(seconds, timing)).toBe(part);
  });

  const outcome = {
    accepted: false,
    ended: false,
    queueWaitMs: null,
    resultCheck: 'not-checked',
    jobId: null,
  } as const;

  it('counts as waiting to its time-out, and a refusal as no waiting at all', () => {
    expect(waitedMs({ ...outcome, durationMs: 120, failure: null }, 121)).toBe(120);
    expect(waitedMs({ ...outcome, durationMs: null, failure: 'job-unfinished' }, 15_001)).toBe(15_001);
    expect(waitedMs({ ...outcome, durationMs: null, failure: 'refused' }, 0)).toBeNull();
    expect(waitedMs({ ...outcome, durationMs: null, failure: 'server-error' }, 3)).toBeNull();
  });
});
