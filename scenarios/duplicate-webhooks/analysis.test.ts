import { describe, expect, it } from 'vitest';
import { METRIC, subMetric } from '../../lib/metric-names.ts';
import type { MetricSummary, RunEvent } from '../../lib/summary-types.ts';
import { analyse } from '../../reports/analysis/analyse.ts';
import {
  counter,
  identityFixture,
  loadMetrics,
  rate,
  runFilesFixture,
} from '../../reports/testing/summary-fixture.ts';
import { detailsOf } from '../details.ts';
import { ARMS, CRASH_OUTCOMES, type CrashOutcome, roundsOf, webhookPlan } from './load/arms.ts';

const plan = webhookPlan('smoke');
const DATA = {
  receivers: [
    { workspace: 'a', secret: 'own' },
    { workspace: 'b', secret: 'own' },
  ],
};

interface Duplicates {
  readonly repeated?: readonly string[];
  readonly unplayed?: readonly string[];
  readonly events?: readonly RunEvent[];
  readonly scriptHashAtEnd?: string;
  readonly receivers?: number;
  readonly crashes?: Partial<Record<CrashOutcome, number>>;
  readonly sameWorkers?: true;
  readonly environment?: Readonly<Record<string, string>>;
}

function duplicates(over: Duplicates = {}) {
  const metrics: Record<string, MetricSummary> = { ...loadMetrics(plan) };
  let [all, bad] = [0, 0];
  for (const arm of ARMS) {
    const rounds = over.unplayed?.includes(arm) ? 0 : roundsOf(arm, 'smoke');
    const repeated = over.repeated?.includes(arm) ? rounds : 0;
    all += rounds;
    bad += repeated;
    const tags = { arm };
    metrics[subMetric(METRIC.webhookSent, tags)] = counter(rounds * 2);
    metrics[subMetric(METRIC.webhookAccepted, tags)] = counter(rounds * 2);
    metrics[subMetric(METRIC.webhookEffects, tags)] = counter(rounds * 3 + repeated * 2);
    metrics[subMetric(METRIC.webhookExpected, tags)] = counter(rounds * 3);
    metrics[subMetric(METRIC.webhookRepeated, tags)] = rate(repeated, rounds);
    metrics[subMetric(METRIC.webhookMissing, tags)] = rate(0, rounds);
    metrics[subMetric(METRIC.webhookUnchecked, tags)] = counter(roundsOf(arm, 'smoke') - rounds);
  }
  for (const became of CRASH_OUTCOMES) {
    metrics[subMetric(METRIC.webhookCrashed, { became })] = counter(
      (over.crashes ?? { again: 2 })[became] ?? 0,
    );
  }
  metrics[METRIC.webhookRepeated] = rate(bad, all);
  metrics[METRIC.webhookMissing] = rate(0, all);
  const files = runFilesFixture({
    scenario: 'duplicate-webhooks',
    profile: 'smoke',
    environment: over.environment ?? {},
    plan,
    metrics,
    over: {
      scenarioData: { receivers: DATA.receivers.slice(0, over.receivers ?? 2) },
      target: {
        kind: 'embedded',
        atStart: identityFixture(),
        atEnd: identityFixture({
          ...(over.sameWorkers === true ? {} : { workers: ['wk-3@2026-01-31T09:31:00Z'] }),
          ...(over.scriptHashAtEnd === undefined ? {} : { scriptHash: over.scriptHashAtEnd }),
        }),
      },
    },
    files: { events: over.events ?? [] },
  });
  return analyse(files, 'en');
}

function arms(result: ReturnType<typeof duplicates>) {
  return detailsOf(result, 'duplicate-webhooks')?.arms ?? [];
}

describe('duplicate-webhooks', () => {
  it('passes where every arm had its effects once, although it killed workers itself', () => {
    const result = duplicates();
    expect(result.verdict).toBe('pass');
    expect(result.answer).toMatch(/^Every one of \d+ events, delivered again in 8 ways/);
    expect(arms(result).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  it('is discarded all the same when the script changed', () => {
    expect(duplicates({ scriptHashAtEnd: 'another' }).validity.verdict).toBe('discarded');
  });

  it('names the arm that failed, with an example of what was counted', () => {
    const effects = { messages: 1, sales: 2, score: 100 };
    const events = [
      {
        event: 'webhook-event',
        t: 0,
        arm: 'concurrent-10',
        eventId: 'run/concurrent-10/0',
        effects,
        repeated: true,
        missing: false,
      },
    ];
    const result = duplicates({ repeated: ['concurrent-10'], events });
    expect(result.verdict).toBe('fail');
    expect(result.answer).toContain('(concurrent-10)');
    expect(arms(result).find(({ name }) => name === 'concurrent-10')).toMatchObject({
      verdict: 'fail',
      sideEffects: 25,
      expected: 15,
      detail: expect.stringContaining('sales 2'),
    });
  });

  it('says that only the job’s process was killed where the system does not run such a job again', () => {
    const result = duplicates({ crashes: { failed: 2 }, sameWorkers: true });
    expect(result.verdict).toBe('pass');
    expect(arms(result).find(({ name }) => name === 'after-crash')).toMatchObject({
      verdict: 'pass',
      detail: expect.stringContaining('the job failed and was not run again'),
    });
    expect(result.notEstablished.join(' ')).toMatch(/does not run such a job again.*CRASH_KILLS=worker/);
    // Its worker lived: that there is another one now is a change of the target.
    expect(duplicates({ crashes: { failed: 2 } }).validity.verdict).toBe('discarded');
  });

  it('says of a job that was not rescued in time that nothing is shown by it', () => {
    const result = duplicates({ unplayed: ['after-crash'], crashes: { open: 2 } });
    expect(result.validity.verdict).toBe('valid');
    expect(arms(result).find(({ name }) => name === 'after-crash')?.verdict).toBe('inconclusive');
    expect(result.notEstablished.join(' ')).toMatch(/was not run again within .*RESCUE_SECONDS/);
    expect(result.verdict).toBe('inconclusive');
    expect(result.answer).toMatch(/exactly once\. Undecided: A worker that dies/);
  });

  describe('CRASH_KILLS=worker', () => {
    const environment = { CRASH_KILLS: 'worker' };

    it('passes where each killed worker’s job was run again', () => {
      const result = duplicates({ environment, crashes: { again: 2 } });
      expect(result.verdict).toBe('pass');
      expect(arms(result).find(({ name }) => name === 'after-crash')).toMatchObject({
        verdict: 'pass',
        detail: expect.stringContaining('the worker died after the commit'),
      });
    });

    it('carries no pass where a worker lived, or nothing died at all', () => {
      for (const over of [
        { crashes: { failed: 2 }, sameWorkers: true },
        { crashes: { again: 1, failed: 1 } },
        { crashes: {}, unplayed: ['after-crash'], sameWorkers: true },
      ] as const) {
        const result = duplicates({ environment, ...over });
        expect(result.validity.verdict).toBe('valid');
        expect(result.verdict).toBe('inconclusive');
        expect(result.answer).toMatch(
          /CRASH_KILLS=worker: of 2 jobs whose worker was to die, [01] were run again/,
        );
        expect(result.notEstablished.join(' ')).not.toMatch(/kills the process above it/);
      }
    });

    it('fails all the same where effects were repeated', () => {
      expect(
        duplicates({ environment, repeated: ['in-sequence'], crashes: { failed: 2 }, sameWorkers: true })
          .verdict,
      ).toBe('fail');
    });
  });

  it('passes without arms that the system does not offer, and says which', () => {
    const result = duplicates({ unplayed: ['after-crash', 'two-tenants'], receivers: 1, crashes: {} });
    // Nothing was killed then, so that another worker is a change like any other.
    expect(result.validity.verdict).toBe('discarded');
    expect(arms(result).find(({ name }) => name === 'after-crash')?.verdict).toBe('inconclusive');
    expect(result.notEstablished.join(' ')).toContain('did not die when asked to');
    expect(result.notEstablished.join(' ')).toContain('only one tenant');
  });
});
