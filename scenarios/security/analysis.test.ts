import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../reports/analysis/analyse.ts';
import { runFilesFixture } from '../../reports/testing/summary-fixture.ts';
import type { SecurityData } from './load/areas.ts';

const recorded = JSON.parse(
  readFileSync(new URL('../../tests/recorded-runs/security/summary.json', import.meta.url), 'utf8'),
) as { readonly scenarioData: SecurityData };
const { probes } = recorded.scenarioData;

function judged(scenarioData: SecurityData) {
  return analyse(runFilesFixture({ scenario: 'security', profile: 'smoke', over: { scenarioData } }), 'en');
}

describe('the probes of a recorded run', () => {
  it('have each a name of their own, and count once in all criteria together', () => {
    expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
    const { criteria, answer } = judged(recorded.scenarioData);
    const checked = probes.filter(({ verdict }) => verdict !== 'not-checked').length;
    expect(criteria.reduce((sum, { n }) => sum + n, 0)).toBe(checked);
    expect(answer).toContain(`${checked} probes`);
  });

  it('are as many failures in the answer as they are in the criteria', () => {
    const some = new Set([3, 30, 60, 80, 100].filter((index) => probes[index]?.verdict === 'pass'));
    const failing = probes.map((probe, index) =>
      some.has(index) ? { ...probe, verdict: 'fail' as const } : probe,
    );
    const { criteria, answer, verdict } = judged({ ...recorded.scenarioData, probes: failing });
    const observed = criteria.reduce((sum, criterion) => sum + (criterion.observed ?? 0), 0);
    expect(observed).toBe(some.size);
    expect(answer).toMatch(new RegExp(`^${some.size} of \\d+ probes found something exposed`));
    expect(verdict).toBe('fail');
  });
});
