/** Plausible results of every scenario, for tests and for looking at reports without a run. */
import type { ScenarioName } from '../../scenarios/index.ts';
import type { Criterion, Details, Latency, Result } from '../result-schema.ts';
import { detailsFixture } from './details-fixtures.ts';

export function latencyFixture(p50: number, n = 12_480): Latency {
  return { min: p50 / 4, p50, p90: p50 * 1.7, p95: p50 * 2.2, p99: p50 * 3.4, max: p50 * 6, n };
}

/** A result of the scenario that the details belong to; `change` overrides any part. */
function resultOf(scenario: ScenarioName, details: Details, change: Partial<Result>): Result {
  return {
    schemaVersion: 1,
    runId: `20260131T093000Z-${scenario}`,
    suiteVersion: '0.1.0',
    scenario,
    profile: 'short',
    startedAt: '2026-01-31T09:30:00.000Z',
    durationSeconds: 312.4,
    validity: {
      verdict: 'valid',
      checks: [
        { id: 'samples-present', verdict: 'valid', detail: '12,480 jobs measured' },
        { id: 'load-delivered', verdict: 'valid', detail: '99.8 % of the planned users were active' },
        { id: 'no-dropped-iterations', verdict: 'valid', detail: '0 dropped' },
        { id: 'generator-not-busy', verdict: 'valid', detail: 'CPU 31 % at most, drift p95 3 ms' },
        { id: 'target-unchanged', verdict: 'valid', detail: 'same version and workers' },
        { id: 'clean-start', verdict: 'valid', detail: 'queue empty' },
        { id: 'journeys-sound', verdict: 'valid', detail: 'no error of the script itself' },
        { id: 'run-completed', verdict: 'valid', detail: '312 s of 312 s' },
      ],
    },
    verdict: 'pass',
    answer: 'Holds this load: p95 is 233 ms (limit 2,000 ms) with 0.12 % failed.',
    criteria: LOAD_CRITERIA,
    traffic: {
      requests: 38_690,
      requestsPerSecond: 123.8,
      errorRate: 0.0012,
      latencyMs: latencyFixture(21, 38_690),
      jobs: {
        submitted: 12_495,
        completed: 12_480,
        failed: 15,
        lost: 0,
        duplicated: 0,
        latencyMs: latencyFixture(106),
        queueWaitMs: latencyFixture(38),
      },
    },
    resources: { source: 'prometheus', cpuPercent: 46.2, memoryMb: 512.4 },
    details,
    notEstablished: [
      'p99.9: needs 3,688 samples in the measured phase.',
      'Whether the same holds for other scripts than f/perf/echo.',
    ],
    fingerprint: {
      target: { kind: 'embedded', version: '1.0.0', workers: 4, tenants: 5 },
      engine: { name: 'k6', version: 'v1.8.1' },
      generator: { cpu: 'AMD EPYC 7763', cores: 2, memoryGb: 8, os: 'linux 6.8' },
      settings: {
        USERS: 10,
        DURATION: '5m',
        THINK_TIME: 0.5,
        WM_SCRIPT_PATH: 'f/perf/echo',
        STRESS_LATENCY_MS: 10_000,
      },
      revision: '3f2a91c',
      seed: 1,
    },
    ...change,
  };
}

const criterion = (
  id: string,
  title: string,
  comparison: Criterion['comparison'],
  limit: number,
  observed: number | null,
  unit: string,
  n: number,
  more: Partial<Criterion> = {},
): Criterion => ({ id, title, comparison, limit, observed, unit, n, verdict: 'pass', ...more });

const LOAD_CRITERIA: Criterion[] = [
  criterion('latency-p95', 'Latency p95, submit to completed', '<', 2000, 233.1, 'ms', 12_480, {
    interval: [226.4, 241.9],
    evidence: 'proven',
  }),
  criterion('error-rate', 'Failed journeys', '<', 0.01, 0.0012, 'share', 12_495, {
    evidence: 'not-proven',
    needs: 299,
  }),
  criterion('jobs-completed', 'Accepted jobs that ended in time', '>=', 0.99, 0.9988, 'share', 12_495),
  criterion('wrong-results', 'Results of another job or workspace', '=', 0, 0, 'count', 12_480, {
    evidence: 'exact',
  }),
];

const MORE: Readonly<Record<Exclude<Details['kind'], 'load'>, Partial<Result>>> = {
  stress: {
    answer: 'Takes 112 users; at 118 the latency exceeds 10 s. The workers saturate first.',
    criteria: [
      criterion('capacity-found', 'Breaking point bracketed', '<=', 1.1, 1.054, 'ratio', 14),
      criterion('wrong-results', 'Results of another job or workspace', '=', 0, 0, 'count', 41_300),
    ],
  },
  soak: {
    verdict: 'fail',
    durationSeconds: 3600,
    answer: 'Leaks memory: 41 MB/h (31 to 52), over the budget of 10 MB/h.',
    criteria: [
      ...LOAD_CRITERIA.slice(0, 2),
      criterion('memory-slope', 'Growth of the memory floor', '<=', 10, 41.2, 'MB/h', 12, {
        verdict: 'fail',
        interval: [31.1, 52.4],
        detail: 'p = .0004; the last third still grows at 0.9 of the slope.',
        next: 'Take two heap snapshots of the worker an hour apart and compare them.',
      }),
      criterion('latency-slope', 'Growth of p95', '<=', 50, null, 'ms/h', 0, {
        verdict: 'inconclusive',
        detail: 'The smallest slope this run could have seen is 80 ms/h.',
        next: 'Run longer: SOAK_DURATION=2h halves the smallest slope that can be seen.',
      }),
    ],
  },
  multitenant: {
    answer: 'No foreign data in 24,310 responses; a noisy tenant costs the others 1.12 times their p95.',
    criteria: [
      criterion('foreign-data', 'Responses with foreign data', '=', 0, 0, 'count', 24_310),
      criterion('neighbour-ratio', 'p95 beside a noisy tenant over quiet', '<=', 1.5, 1.12, 'ratio', 18, {
        interval: [1.03, 1.24],
      }),
      criterion('min-share', 'Smallest share of what was due', '>=', 0.8, 0.947, 'share', 5),
    ],
  },
  'db-outage': {
    verdict: 'fail',
    answer: 'Recovers 14 s after Postgres is back, but 3 of 4,210 accepted jobs were lost.',
    criteria: [
      criterion('jobs-lost', 'Accepted jobs that never ended', '=', 0, 3, 'count', 4210, {
        verdict: 'fail',
        next: 'Look for acknowledgements sent before the commit: the three ids are in result.json.',
      }),
      criterion('jobs-repeated', 'Jobs that ran twice', '=', 0, 0, 'count', 4210),
      criterion('time-to-recover', 'Time to recover', '<=', 60, 14, 's', 1),
    ],
  },
  'api-latency': {
    validity: {
      verdict: 'unknown',
      checks: [
        { id: 'samples-present', verdict: 'valid', detail: '6,210 jobs measured' },
        { id: 'generator-not-busy', verdict: 'unknown', detail: 'no CPU reading of the generator' },
      ],
    },
    verdict: 'inconclusive',
    answer: 'The slow third party stays contained, as far as this run can tell.',
    criteria: [
      criterion('bystander-ratio', 'p95 of jobs that do not call it', '<=', 1.5, 1.08, 'ratio', 12),
      criterion('over-timeout', 'Callers longer than their time-out', '=', 0, 0, 'count', 812),
    ],
  },
  'duplicate-webhooks': {
    verdict: 'fail',
    answer: 'A repeated event takes effect twice when it arrives at the same time (7 of 50 rounds).',
    criteria: [
      criterion('effects-sequence', 'Effects of an event repeated in sequence', '=', 150, 150, 'count', 50),
      criterion('effects-concurrent', 'Effects of an event repeated at once', '=', 150, 171, 'count', 50, {
        verdict: 'fail',
        next: 'Look for a check and an insert that are not one statement: a unique key on the event id.',
      }),
    ],
  },
  security: {
    verdict: 'fail',
    answer: 'Two of 31 probes got what they must not, and one log line holds a token.',
    criteria: [
      criterion('probes-refused', 'Probes that were let in', '=', 0, 2, 'count', 31, { verdict: 'fail' }),
      criterion('log-secrets', 'Secrets in logs', '=', 0, 1, 'count', 204_800, { verdict: 'fail' }),
    ],
  },
};

/** The result of a scenario. `change` overrides any part of it. */
export function resultFixture(scenario: ScenarioName, change: Partial<Result> = {}): Result {
  const details = detailsFixture(scenario);
  const more = details.kind === 'load' ? {} : MORE[details.kind];
  return resultOf(scenario, details, { ...more, ...change });
}
