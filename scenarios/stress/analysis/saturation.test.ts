/** What saturates, on step data as it was measured: each kind of limit on a target where it was known. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../reports/analysis/analyse.ts';
import type { Result } from '../../../reports/result-schema.ts';
import { runRecordFixture } from '../../../reports/testing/summary-fixture.ts';
import { validatedResult } from '../../../reports/validate-result.ts';
import type { StressDetails } from '../details.ts';
import { type StepFigures, type StressFixture, stressFilesFixture } from '../fixture.ts';
import { nextWorker, saturationOf } from './saturation.ts';

/** What everything on the machine, and k6 alone, used meanwhile; and what load and target did by the kernel's account. */
function recordOf(machine: number, k6: number, cpus = 2, usedCores: number | null = null) {
  const record = runRecordFixture();
  const series = Array.from({ length: 600 }, (_, second) => ({
    t: Date.parse(record.startedAt) + second * 100,
    cpuShare: k6,
    systemCpuShare: machine,
    memoryMb: 100,
    ...(usedCores === null
      ? {}
      : {
          processor: {
            used: (usedCores * second) / 10,
            waited: (4 * second) / 10,
            competing: 0,
            unseen: 0,
            stolen: 0,
          },
        }),
  }));
  const generator = record.generator === null ? null : { ...record.generator, series };
  return { ...record, generator, host: { ...record.host, cpus } };
}

function stress(fixture: StressFixture, language: 'en' | 'es' = 'en') {
  const validated = validatedResult(analyse(stressFilesFixture(fixture), language));
  const result = JSON.parse(JSON.stringify(validated).replaceAll('\u00A0', ' ')) as Result;
  return { answer: result.answer, details: result.details as StressDetails, result };
}

const everywhere = (figures: StepFigures) => () => figures;

describe('what saturates, as measured', () => {
  it('jobs that sleep 100 ms on 4 workers, 39 of 40 a second: the workers', () => {
    const { answer, details, result } = stress({
      workers: 4,
      serviceMs: 102.5,
      at: everywhere({ cpuPercent: 45, occupiedMs: 101.8, poolPercent: 2.5 }),
      files: { run: recordOf(0.4, 0.06) },
    });
    expect(details.saturatedResource).toBe('workers');
    expect(result.notEstablished.join()).toContain('What the jobs themselves wait for');
    expect(answer).toMatch(
      /the worker pool saturates first \((9\d|100) % busy\); a 5th worker adds about 9\.8 jobs\/s/,
    );
  });

  it('jobs that compute 40 ms on 2 cores: the CPU, and no worker would help', () => {
    const { answer, details } = stress({
      workers: 4,
      serviceMs: 105,
      at: everywhere({ cpuPercent: 178, occupiedMs: 101, poolPercent: 4 }),
      files: { run: recordOf(1, 0.05) },
    });
    expect(details.saturatedResource).toBe('cpu');
    expect(answer).toMatch(
      /the CPU saturates first \(1\.9 of 2 cores, k6 included\); a 5th worker would find no CPU left/,
    );
    expect(answer).not.toContain('worker adds');
  });

  it('jobs that compute in processes of their own, whose time the target tells when they have ended: the CPU', () => {
    const { answer, details } = stress({
      workers: 4,
      serviceMs: 280,
      at: everywhere({ cpuPercent: 171, occupiedMs: 278, poolPercent: 3 }),
      files: { run: recordOf(1, 0.03, 2, 1.9) },
    });
    expect(details.saturatedResource).toBe('cpu');
    expect(answer).toContain('the CPU saturates first (1.9 of 2 cores, k6 included)');
  });

  it('jobs that sleep in processes of their own, which wait for a processor to start and leave a third of it: the workers', () => {
    const { details } = stress({
      workers: 4,
      serviceMs: 180,
      at: everywhere({ cpuPercent: 120, occupiedMs: 178 }),
      files: { run: recordOf(1, 0.03, 2, 1.3) },
    });
    expect(details.saturatedResource).toBe('workers');
  });

  it('two workers on 2 cores, 13–35 ms of CPU a job, 75 jobs/s, metrics of nobody: the CPU, no worker adds 38', () => {
    const files = stressFilesFixture({
      workers: 2,
      serviceMs: 26.7,
      at: everywhere({ occupiedMs: 25.2 }),
      files: { run: recordOf(0.97, 0.06) },
    });
    const shown = Object.entries(files.summary.k6.metrics).filter(([name]) => !name.startsWith('target_'));
    const summary = {
      ...files.summary,
      target: { ...files.summary.target, kind: 'external' as const },
      k6: { ...files.summary.k6, metrics: Object.fromEntries(shown) },
    };
    const result = validatedResult(analyse({ ...files, summary }, 'en'));
    expect((result.details as StressDetails).saturatedResource).toBe('cpu');
    expect(result.answer).not.toContain('worker adds');
    // Of such a target nothing tells how much of the machine is others': no step is said to be undisturbed.
    const undisturbed = result.validity.checks.find(({ id }) => id === 'no-interference');
    expect(undisturbed?.detail).toContain('not measured here');
  });

  it('two connections of the server: its pool, though the workers report that they are busy', () => {
    const { answer, details } = stress({
      workers: 4,
      serviceMs: 74,
      at: everywhere({ occupiedMs: 29, poolPercent: 100, cpuPercent: 43 }),
      files: { run: recordOf(0.3, 0.05) },
    });
    expect(details.saturatedResource).toBe('db-connections');
    expect(answer).toMatch(/the pool of database connections saturates first \(100 % in use\)/);
    expect(answer).not.toContain('worker adds');
  });

  it('a third party that serves two at a time: it, though every worker is busy waiting for it', () => {
    const { answer, details } = stress({
      workers: 4,
      serviceMs: 102,
      at: everywhere({ occupiedMs: 100.5, thirdPartyPercent: 100, cpuPercent: 48 }),
      files: { run: recordOf(0.3, 0.05) },
    });
    expect(details.saturatedResource).toBe('third-party');
    expect(answer).toContain('the third party saturates first');
    expect(answer).not.toContain('worker adds');
  });

  it.each([
    [
      'en',
      /nothing that was watched is used up: the CPU \(0\.\d of 2 cores, k6 included\), .* and the worker pool \(3\d % busy\)/,
    ],
    [
      'es',
      /no se agota nada de lo que se observó: la CPU \(0,\d de 2 núcleos, k6 incluido\), .* y el grupo de workers \(3\d % ocupado\)/,
    ],
  ] as const)('none of what is known, with how full it was (%s)', (language, says) => {
    const { answer, details } = stress(
      {
        workers: 4,
        serviceMs: 100,
        at: everywhere({ occupiedMs: 34, cpuPercent: 40, poolPercent: 20 }),
        files: { run: recordOf(0.3, 0.05) },
      },
      language,
    );
    expect(details).toMatchObject({ saturatedResource: null, firstSaturated: null });
    expect(answer).toMatch(says);
    expect(answer).not.toMatch(/worker adds|añade/);
  });

  it('the table of the steps has the same busy share as the answer', () => {
    const { result, details } = stress({ workers: 4, at: everywhere({ occupiedMs: 100 }) });
    const named = details.utilization?.find(({ resource }) => resource === 'workers');
    for (const step of result.resources?.perStep ?? []) {
      expect(step.workersPercent).toBeCloseTo((named?.share ?? 0) * 100, 0);
    }
  });
});

describe('whatever the figures are', () => {
  const percent = fc.integer({ min: 0, max: 200 });

  it('what is named is used to 90 %, and no worker adds anything where the CPU has no room', () => {
    fc.assert(
      fc.property(
        fc.record({
          cpuPercent: percent,
          poolPercent: fc.integer({ min: 0, max: 100 }),
          thirdPartyPercent: fc.integer({ min: 0, max: 100 }),
          occupiedMs: percent,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (figures, k6) => {
          const { answer, details } = stress({
            at: everywhere(figures),
            files: { run: recordOf(1, k6 / 2) },
          });
          const use = new Map(details.utilization?.map(({ resource, share }) => [resource, share]));
          for (const share of use.values()) expect(share).toBeLessThanOrEqual(1);
          const named = details.saturatedResource ?? null;
          if (named !== null) expect(use.get(named)).toBeGreaterThanOrEqual(0.9);
          else expect(Math.max(0, ...use.values())).toBeLessThan(0.9);
          if (answer.includes('the worker pool saturates first')) {
            expect(use.get('workers')).toBeGreaterThanOrEqual(0.9);
            expect(use.get('cpu') ?? 0).toBeLessThan(0.9);
          }
          if (answer.includes('worker adds')) expect(named).toBe('workers');
          for (const [, busy = '', all = ''] of answer.matchAll(/([\d.]+) of (\d+) cores/g)) {
            expect(Number(busy)).toBeLessThanOrEqual(Number(all));
          }
        },
      ),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe('what one more worker adds', () => {
  const size = { workers: 2, cores: 2 };

  it('is what each of them does, or what the CPU leaves', () => {
    const workers = { resource: 'workers', utilization: 1 } as const;
    expect(nextWorker(40, { workers: 1, cpu: 0.3 }, workers, size)).toMatchObject({
      nth: 3,
      jobsPerSecond: 20,
      boundBy: null,
    });
    // 75 jobs/s at 87 % of the CPU leave room for 11 more: a real Windmill went from 75 to 86 jobs/s.
    const bound = nextWorker(75, { workers: 1, cpu: 0.872 }, workers, size);
    expect(bound).toMatchObject({ boundBy: 'cpu' });
    expect(bound?.jobsPerSecond).toBeCloseTo(11, 0);
  });

  it('is not said where the workers are not what limits', () => {
    const use = { workers: 1, cpu: 0.93 };
    expect(saturationOf(use)).toEqual({ resource: 'cpu', utilization: 0.93 });
    expect(nextWorker(75, use, saturationOf(use), size)).toBeNull();
    expect(nextWorker(75, { workers: 0.5 }, saturationOf({ workers: 0.5 }), size)).toBeNull();
  });

  it('names the innermost of those that are full', () => {
    expect(saturationOf({ workers: 1, 'db-connections': 1, cpu: 0.95 })?.resource).toBe('cpu');
    expect(saturationOf({ workers: 1, 'db-connections': 0.91, cpu: 0.5 })?.resource).toBe('db-connections');
    expect(saturationOf({ cpu: 0.91, 'third-party': 1 })?.resource).toBe('third-party');
    expect(saturationOf({ workers: 0.89, cpu: 0.89 })).toBeNull();
  });
});
