/** Plausible results of every scenario, for tests and for looking at reports without a run. */
import { SCENARIOS, type ScenarioName } from '../../scenarios/index.ts';
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

/** A criterion of the scenario as its definition has it. Throws for one that it has not. */
function criterion(
  scenario: ScenarioName,
  id: string,
  limit: number,
  observed: number | null,
  n: number,
  more: Partial<Criterion> = {},
): Criterion {
  const definition = SCENARIOS[scenario].spec.criteria[id];
  if (definition === undefined) throw new Error(`${scenario} has no criterion ${id}`);
  const { unit, comparison, words } = definition;
  return { id, title: words.en.title, comparison, limit, observed, unit, n, verdict: 'pass', ...more };
}

const LOAD_CRITERIA: Criterion[] = [
  criterion('normal', 'latency-p95', 2000, 233.1, 12_480, {
    interval: [226.4, 241.9],
    evidence: 'proven',
  }),
  criterion('normal', 'error-rate', 0.01, 0.0012, 12_495, {
    evidence: 'not-proven',
    needs: 299,
  }),
  criterion('normal', 'jobs-completed', 0.99, 0.9988, 12_495),
  criterion('normal', 'wrong-results', 0, 0, 12_480, {
    evidence: 'exact',
  }),
];

const MORE: Readonly<Record<Exclude<Details['kind'], 'load'>, Partial<Result>>> = {
  stress: {
    answer: 'Takes 112 users; at 118 the latency exceeds 10 s. The workers saturate first.',
    criteria: [
      criterion('stress', 'stress-max-users', 100, 112, 14),
      criterion('stress', 'stress-wrong-results', 0, 0, 41_300),
    ],
  },
  soak: {
    verdict: 'fail',
    durationSeconds: 3600,
    answer: 'Leaks memory: 41 MB/h (31 to 52), over the budget of 10 MB/h.',
    criteria: [
      ...LOAD_CRITERIA.slice(0, 2),
      criterion('soak', 'soak-memory', 10, 41.2, 12, {
        verdict: 'fail',
        interval: [31.1, 52.4],
        detail: 'p = .0004; the last third still grows at 0.9 of the slope.',
        next: 'Take two heap snapshots of the worker an hour apart and compare them.',
      }),
      criterion('soak', 'soak-latency', 50, null, 0, {
        verdict: 'inconclusive',
        detail: 'The smallest slope this run could have seen is 80 ms/h.',
        next: 'Run longer: SOAK_DURATION=2h halves the smallest slope that can be seen.',
      }),
    ],
  },
  multitenant: {
    answer: 'No foreign data in 24,310 responses; a noisy tenant costs the others 1.12 times their p95.',
    criteria: [
      criterion('multitenant', 'foreign-data', 0, 0, 24_310),
      criterion('multitenant', 'neighbour-ratio', 1.5, 1.12, 18, {
        interval: [1.03, 1.24],
      }),
      criterion('multitenant', 'fairness-min-share', 0.8, 0.947, 5),
    ],
  },
  'db-outage': {
    verdict: 'fail',
    answer: 'Recovers 14 s after Postgres is back, but 3 of 4,210 accepted jobs were lost.',
    criteria: [
      criterion('db-outage', 'jobs-lost', 0, 3, 4210, {
        verdict: 'fail',
        next: 'Look for acknowledgements sent before the commit: the three ids are in result.json.',
      }),
      criterion('db-outage', 'jobs-repeated', 0, 0, 4210),
      criterion('db-outage', 'recovery-time', 60, 14, 1),
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
      criterion('api-latency', 'bystander-ratio', 1.5, 1.08, 12),
      criterion('api-latency', 'callers-late', 0, 0, 812),
    ],
  },
  'duplicate-webhooks': {
    verdict: 'fail',
    answer: 'A repeated event takes effect twice when it arrives at the same time (7 of 50 rounds).',
    criteria: [
      criterion('duplicate-webhooks', 'effects-missing', 0, 0, 50),
      criterion('duplicate-webhooks', 'effects-repeated', 0, 7, 50, {
        verdict: 'fail',
        next: 'Look for a check and an insert that are not one statement: a unique key on the event id.',
      }),
    ],
  },
  security: {
    verdict: 'fail',
    answer: 'Two of 31 probes got what they must not, and one log line holds a token.',
    criteria: [
      criterion('security', 'access-denied', 0, 2, 31, { verdict: 'fail' }),
      criterion('security', 'secrets-hidden', 0, 1, 204_800, { verdict: 'fail' }),
    ],
  },
};

/** The result of a scenario. `change` overrides any part of it. */
export function resultFixture(scenario: ScenarioName, change: Partial<Result> = {}): Result {
  const details = detailsFixture(scenario);
  const more = details.kind === 'load' ? {} : MORE[details.kind];
  return resultOf(scenario, details, { ...more, ...change });
}
