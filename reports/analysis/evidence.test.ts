import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../lib/i18n/types.ts';
import { isTold } from '../../lib/journeys/evidence.ts';
import { FAILURE_KINDS } from '../../lib/metric-names.ts';
import type { RunEvent } from '../../lib/summary-types.ts';
import { lookUp } from '../render/evidence.ts';
import { renderAll } from '../render/index.ts';
import { HOSTILE_TEXTS } from '../testing/hostile.ts';
import { resultFixture } from '../testing/result-fixtures.ts';
import { evidenceFrom, FIRST, SAMPLE } from './evidence.ts';

const START = 1_700_000_000_000;
const failure = (seconds: number, kind: string, more: object = {}): RunEvent => ({
  event: 'failure',
  t: START + seconds * 1000,
  kind,
  user: 3,
  tenant: 'acme',
  jobId: null,
  nonce: `run/3/${seconds}/abc`,
  route: 'POST /jobs/run_wait_result/p/{path}',
  status: 200,
  errorCode: 0,
  timeoutMs: 8000,
  came: '{"nonce":"other"}',
  ...more,
});
const noCounts = { count: () => null };

describe('evidence', () => {
  it('keeps the first ten of a kind and a sample of the rest over time', () => {
    const events = Array.from({ length: 500 }, (_, index) => failure(index, 'wrong-result')).reverse();
    const [found] = evidenceFrom(events, START, { count: () => 1641 });
    expect(found?.count).toBe(1641);
    expect(found?.first.map(({ t }) => t)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(found?.sample).toHaveLength(SAMPLE);
    expect(found?.sample.at(-1)?.t).toBe(499);
    const gaps = found?.sample.map(({ t }, index) => t - (found.sample[index - 1]?.t ?? t)) ?? [];
    expect(Math.max(...gaps)).toBeLessThan(80);
  });

  it('is bounded, and no kind crowds out another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(3600), fc.constantFrom(...FAILURE_KINDS)), { maxLength: 400 }),
        (found) => {
          const events = found.map(([seconds, kind]) => failure(seconds, kind));
          const evidence = evidenceFrom(events, START, noCounts);
          expect(evidence.map(({ kind }) => kind).sort()).toEqual(
            [...new Set(found.map(([, kind]) => kind))].sort(),
          );
          for (const { kind, first, sample } of evidence) {
            const all = found
              .filter((each) => each[1] === kind)
              .map(([seconds]) => seconds)
              .sort((a, b) => a - b);
            expect(first.map(({ t }) => t)).toEqual(all.slice(0, FIRST));
            expect(sample.length).toBeLessThanOrEqual(SAMPLE);
          }
        },
      ),
    );
  });

  it('is told ever more rarely by a user', () => {
    const told = Array.from({ length: 100_000 }, (_, index) => index + 1).filter(isTold);
    expect(told.slice(0, 12)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 32]);
    expect(told.length).toBeLessThan(30);
  });

  it('knows jobs that were lost or repeated, and events with wrong effects', () => {
    const evidence = evidenceFrom(
      [
        { event: 'job-end', t: START, id: 'a', acceptance: 'accepted', end: 'lost' },
        { event: 'job-end', t: START, id: 'b', acceptance: 'accepted', end: 'success' },
        { event: 'job-repeated', t: START, id: 'c', nonce: 'n', jobs: 2, runs: 1 },
        {
          event: 'webhook-event',
          t: START,
          arm: 'concurrent',
          eventId: 'e',
          workspace: 'w',
          effects: { sales: 2 },
          repeated: true,
          missing: false,
        },
        { event: 'monitor', t: START },
      ],
      START,
      noCounts,
    );
    expect(evidence.map(({ kind }) => kind)).toEqual(['effects-repeated', 'job-lost', 'job-repeated']);
  });
});

describe('evidence in a report', () => {
  const evidence = evidenceFrom(
    [
      failure(5, 'wrong-result', { jobId: '0199-a' }),
      failure(6, 'wrong-result', { came: HOSTILE_TEXTS.script, tenant: HOSTILE_TEXTS.script }),
    ],
    START,
    { count: () => 1641 },
  );
  const base = resultFixture('normal');
  const criteria = base.criteria.map((each) =>
    each.id === 'wrong-results' ? { ...each, observed: 1641, verdict: 'fail' as const } : each,
  );
  const result = {
    ...base,
    verdict: 'fail' as const,
    criteria,
    evidence: [...evidence],
    fingerprint: { ...base.fingerprint, target: { ...base.fingerprint.target, kind: 'external' } },
  };

  it.each(LANGUAGES)('names the very job, links to it and says how to look it up, in %s', (language) => {
    const pages = renderAll(result, { language, targetUrl: 'https://windmill.example' });
    expect(pages['report.html']).toContain('href="https://windmill.example/run/0199-a?workspace&#x3D;acme"');
    for (const page of [pages['report.html'], pages['report.md']]) {
      expect(page).toContain('/api/w/acme/jobs_u/get/0199-a');
      expect(page).not.toContain('<script>');
    }
    expect(pages['report.html']).toMatch(/20?2? .*1.?641/);
  });

  it('links nowhere for a target that is gone, and never puts a hostile id into a command', () => {
    expect(renderAll(result, { language: 'en' })['report.html']).not.toContain('href="http');
    const embedded = { ...result, fingerprint: base.fingerprint };
    expect(lookUp(embedded, 'wrong-results', 'en')?.command).toBe("grep -F '0199-a' events.log");
    const hostile = evidenceFrom([failure(1, 'wrong-result', { jobId: "'; rm -rf / #" })], START, noCounts);
    expect(lookUp({ ...result, evidence: [...hostile] }, 'wrong-results', 'en')).toBeNull();
    expect(lookUp({ ...result, evidence: [] }, 'wrong-results', 'en')).toBeNull();
  });
});
