import { describe, expect, test } from 'vitest';
import { memoryWith } from '../../reports/plan/measured.ts';
import type { Result } from '../../reports/result-schema.ts';
import { resultFixture } from '../../reports/testing/result-fixtures.ts';
import type { DetailsOf } from '../details.ts';
import { readMeasured } from './measured-run.ts';

/** A run of stress with 2 workers at jobs of 100 ms: 19.5 jobs/s, with 40 % of two cores and 10 % of the connections in use. */
function stressRun(change: Partial<Result> = {}): Result {
  const result = resultFixture('stress');
  const details = result.details as unknown as DetailsOf<'stress'>;
  return {
    ...result,
    details: {
      ...details,
      steps: details.steps.map((step) => ({ ...step, jobsPerSecond: 19.5 })),
      capacity: { jobsPerSecond: 19.5, low: 19, high: 20, users: 6, usersBelow: null, reached: true },
      utilization: [
        { resource: 'workers', share: 1, of: 2 },
        { resource: 'cpu', share: 0.4, of: 2 },
        { resource: 'db-connections', share: 0.1 },
      ],
    },
    resources: { source: 'prometheus', cpuPercent: 80, memoryMb: 600 },
    fingerprint: {
      ...result.fingerprint,
      target: { kind: 'embedded', version: '1', workers: 2 },
      settings: { WM_SCRIPT_PATH: 'f/perf/sleep', WM_SCRIPT_ARGS: '{"ms":100}' },
    },
    ...change,
  };
}

describe('what earlier runs tell', () => {
  test('is the time of a job on a worker, as an interval, and where other resources end', () => {
    const { runs, leftOut } = readMeasured([stressRun()]);
    expect(leftOut).toEqual([]);
    const [run] = runs;
    expect(run?.perJob).toEqual({ value: 2 / 19.5, low: 0.1, high: 2 / 19 });
    expect(run?.overhead?.low).toBeCloseTo(0, 9);
    expect(run?.overhead?.high).toBeCloseTo(0.00526, 5);
    expect(run?.limits.map(({ resource, rate }) => [resource, rate.value])).toEqual([
      ['cpu', (19.5 * 0.9) / 0.4],
      ['db-connections', (19.5 * 0.9) / 0.1],
    ]);
    expect(run === undefined ? null : memoryWith(run, 6)).toEqual({ value: 1200, low: 600, high: 1800 });
  });

  test('is nothing where a run may not be believed, is no run of stress or did not reach the capacity', () => {
    const stress = stressRun();
    const details = stress.details as unknown as DetailsOf<'stress'>;
    const results = [
      resultFixture('baseline'),
      stressRun({ validity: { verdict: 'discarded', checks: [] } }),
      { ...stress, details: { ...details, capacity: null } },
      { ...stress, details: { ...details, utilization: [] } },
    ];
    expect(readMeasured(results)).toMatchObject({
      runs: [],
      leftOut: [{ why: 'not-stress' }, { why: 'not-valid' }, { why: 'no-capacity' }, { why: 'no-workers' }],
    });
  });
});
