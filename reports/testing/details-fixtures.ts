import type { ScenarioName } from '../../scenarios/index.ts';
import type { Details } from '../result-schema.ts';
import { seriesFixture } from './series-fixture.ts';

const FAULT_START = 120;
const FAULT_END = 180;
const RECOVERED = 194;

const phase = (
  name: string,
  startSeconds: number,
  seconds: number,
  jobsPerSecond: number | null,
  p50: number,
) => ({
  name,
  startSeconds,
  seconds,
  jobsPerSecond,
  errorRate: name === 'fault' ? 0.41 : 0.0008,
  p50,
  p95: p50 * 2.2,
  n: Math.round((jobsPerSecond ?? 0) * seconds),
});

const faultSeries = (silent: boolean) =>
  seriesFixture({
    seconds: 300,
    users: () => 20,
    jobsPerSecond: (t) => (t < FAULT_START + 3 || t >= RECOVERED ? 40 : t < FAULT_END ? 6 : 25),
    p50: (t) => (t < FAULT_START || t >= RECOVERED ? 106 : 1900),
    errorRate: (t) => (t >= FAULT_START && t < FAULT_END + 2 ? 0.45 : 0.001),
    silent: (t) => silent && t > FAULT_START + 6 && t < FAULT_END - 2,
    marks: [
      { t: FAULT_START, label: 'outage made', kind: 'fault' },
      { t: FAULT_END, label: 'outage cleared', kind: 'fault' },
    ],
  });

const faultDetails = (kind: string, silent: boolean) => ({
  series: faultSeries(silent),
  fault: {
    kind,
    backend: 'toxiproxy',
    startedAt: '2026-01-31T09:32:00.000Z',
    clearedAt: '2026-01-31T09:33:00.000Z',
    startedSeconds: FAULT_START,
    clearedSeconds: FAULT_END,
  },
  phases: [
    phase('before', 0, FAULT_START, 40.1, 106),
    { ...phase('fault', FAULT_START, 60, 6.2, 1900), statuses: { '0': 212, '200': 310, '503': 940 } },
    phase('after', FAULT_END, 120, 37.8, 119),
  ],
  timeToDetectSeconds: 3,
  timeToRecoverSeconds: RECOVERED - FAULT_END,
  backlogDrainSeconds: 9,
  jobs: { accepted: 4210, completed: 4195, failed: 12, lost: 3, duplicated: 0 },
});

const STEP_USERS = [10, 20, 40, 80, 160, 113, 95, 104, 118, 112];

function stressDetails(): Details {
  const [sigma, kappa, lambda] = [0.018, 0.00009, 4.1];
  const throughput = (users: number) =>
    (lambda * users) / (1 + sigma * (users - 1) + kappa * users * (users - 1));
  return {
    kind: 'stress',
    mode: 'search',
    series: seriesFixture({
      seconds: 600,
      users: (t) => STEP_USERS[Math.floor(t / 60)] ?? 0,
      jobsPerSecond: (t) => throughput(STEP_USERS[Math.floor(t / 60)] ?? 1),
      p50: (t) => 90 + (STEP_USERS[Math.floor(t / 60)] ?? 0) ** 2 / 5,
      errorRate: (t) => ((STEP_USERS[Math.floor(t / 60)] ?? 0) > 115 ? 0.08 : 0.001),
      marks: STEP_USERS.map((users, index) => ({
        t: index * 60,
        label: `${users} users`,
        kind: 'step' as const,
      })),
    }),
    steps: STEP_USERS.map((users, index) => ({
      users,
      seconds: 60,
      jobsPerSecond: throughput(users) * (1 + ((index % 3) - 1) * 0.02),
      requestsPerSecond: throughput(users) * 3.1,
      errorRate: users > 115 ? 0.08 : 0.001,
      p50: 90 + users ** 2 / 5,
      p95: users > 115 ? 10_400 + users * 12 : 220 + users ** 2 / 2,
      n: Math.round(throughput(users) * 60),
      verdict: users > 115 ? 'bad' : 'good',
    })),
    maxUsers: { good: 112, bad: 118 },
    breakingReason: 'p95 above 10 s',
    usl: {
      sigma,
      kappa,
      lambda,
      peakUsers: Math.sqrt((1 - sigma) / kappa),
      peakThroughput: 96.3,
      interval: { peakUsers: [96.1, 112.8], peakThroughput: [93.2, 99.9] },
      extrapolated: false,
    },
    peakJobsPerSecond: 97.1,
    usersAtThinkTime: { good: 1120, bad: 1180, thinkSeconds: 10 },
    firstSaturated: 'workers',
    littleGapPercent: 1.8,
    cost: { requests: 128_400, seconds: 600, rampRequests: 610_000, rampSeconds: 4260 },
  };
}

function soakDetails(): Details {
  return {
    kind: 'soak',
    series: seriesFixture({
      seconds: 3600,
      users: () => 20,
      jobsPerSecond: () => 40,
      p50: (t) => 106 + t / 200,
      errorRate: () => 0.001,
      marks: [{ t: 300, label: 'warm-up over', kind: 'phase' }],
    }),
    windows: Array.from({ length: 12 }, (_, index) => ({
      index,
      startSeconds: 300 + index * 275,
      seconds: 275,
      jobsPerSecond: 40 + (index % 3) * 0.2,
      p50: 106 + index * 0.9,
      p95: 231 + index * 2 + (index % 4) * 3,
      errorRate: 0.001,
      memoryFloorMb: 402 + index * 3.1 + (index % 2) * 1.2,
      cpuPercent: 44 + (index % 3),
      dbConnections: 14,
      queueLength: 2 + (index % 2),
      n: 11_000,
    })),
    trends: [
      {
        metric: 'memoryFloorMb',
        unit: 'MB/h',
        slopePerHour: 41.2,
        low: 31.1,
        high: 52.4,
        p: 0.0004,
        verdict: 'leak',
        minimumDetectable: 6.2,
        budgetPerHour: 10,
        outlook24h: { value: 1391, low: 1148, high: 1660 },
        reason: 'the last third still grows at 0.9 of the slope',
      },
      {
        metric: 'p95',
        unit: 'ms/h',
        slopePerHour: 27,
        low: -4,
        high: 61,
        p: 0.09,
        verdict: 'inconclusive',
        minimumDetectable: 80,
        budgetPerHour: 50,
        reason: 'the smallest slope it could have seen is above the budget',
      },
    ],
  };
}

function multitenantDetails(): Details {
  const workspaces = ['acme-retail', 'bolsa-norte', 'clinica-sur', 'delta-foods', 'eventos-24'];
  return {
    kind: 'multitenant',
    tenants: 5,
    responsesChecked: 24_310,
    foreignData: 0,
    leaks: [],
    crossTenantReads: { attempted: 60, leaked: 0 },
    scaling: {
      points: [1, 2, 3, 4, 5].map((tenants) => ({
        tenants,
        p50: 104 + tenants * 1.4,
        p95: 229 + tenants * 4,
        jobsPerSecond: 40.2 - tenants * 0.1,
        n: 2400,
      })),
      exponent: 0.04,
      low: 0.01,
      high: 0.07,
    },
    neighbour: { quietP95: 236, noisyP95: 264, ratio: 1.12, low: 1.03, high: 1.24 },
    fairness: { jain: 0.998, minShare: 0.947 },
    perTenant: workspaces.map((workspace, index) => ({
      workspace,
      jobs: 2400 - index * 31,
      share: 1 - index * 0.013,
      p50: 104 + index * 3,
      p95: 231 + index * 9,
      n: 2400 - index * 31,
    })),
  };
}

const arm = (name: string, sideEffects: number, verdict: 'pass' | 'fail') => ({
  name,
  rounds: 50,
  sent: 150,
  accepted: 150,
  sideEffects,
  expected: 150,
  verdict,
});

function securityDetails(): Details {
  const probe = (id: string, sent: string, observed: string, verdict: 'pass' | 'fail' | 'not-checked') => ({
    id,
    sent,
    expected: '401',
    observed,
    verdict,
  });
  return {
    kind: 'security',
    probes: [
      probe('no-token', 'GET /api/w/acme/jobs/list', '401', 'pass'),
      probe('bad-token', 'GET /api/w/acme/jobs/list', '401', 'pass'),
      probe('expired-token', 'POST /api/w/acme/jobs/run/p/f/perf/echo', '201', 'fail'),
      probe('other-tenant-job', 'GET /api/w/bolsa/jobs_u/get/…', '200', 'fail'),
      probe('other-tenant-variable', 'GET /api/w/bolsa/variables/get/…', '404', 'pass'),
      probe('server-log', 'LOG_FILES', '–', 'not-checked'),
    ],
    logs: {
      sources: ['server.log', 'worker-1.log'],
      bytesScanned: 204_800,
      findings: [
        { source: 'worker-1.log', line: 812, rule: 'bearer-token', excerpt: 'Authorization: Bearer ab…' },
      ],
    },
  };
}

function loadDetails(burst: boolean): Details {
  const users = (t: number) => (burst ? (t >= 60 && t < 180 ? 100 : 5) : Math.min(10, t / 3));
  return {
    kind: 'load',
    series: seriesFixture({
      seconds: 300,
      users,
      jobsPerSecond: (t) => Math.min(60, users(t) * 4),
      p50: (t) => 90 + users(t) * 6,
      errorRate: () => 0.001,
      marks: burst
        ? [
            { t: 60, label: 'peak', kind: 'phase' },
            { t: 180, label: 'quiet', kind: 'phase' },
          ]
        : [{ t: 30, label: 'measured', kind: 'phase' }],
    }),
    phases: burst
      ? [
          { ...phase('quiet', 0, 60, 20, 120), users: 5 },
          { ...phase('peak', 60, 120, 58, 690), users: 100 },
          { ...phase('recovery', 180, 120, 21, 124), users: 5 },
        ]
      : [
          { ...phase('ramp', 0, 30, 18, 101), users: 10 },
          { ...phase('measured', 30, 270, 40, 106), users: 10 },
        ],
    ...(burst ? { timeToRecoverSeconds: 7 } : {}),
  };
}

/** Plausible details of a scenario. */
export function detailsFixture(scenario: ScenarioName): Details {
  switch (scenario) {
    case 'baseline':
    case 'normal':
    case 'high':
    case 'burst':
      return loadDetails(scenario === 'burst');
    case 'stress':
      return stressDetails();
    case 'soak':
      return soakDetails();
    case 'multitenant':
      return multitenantDetails();
    case 'db-outage':
      return { kind: 'db-outage', ...faultDetails('refuse', true) };
    case 'api-latency':
      return {
        kind: 'api-latency',
        ...faultDetails('slow', false),
        bystanders: { quietP95: 233, faultP95: 252, ratio: 1.08, low: 0.97, high: 1.21 },
        callers: { degraded: 790, succeeded: 12, failed: 10, overTimeout: 0 },
        busyWorkersShare: 0.61,
      };
    case 'duplicate-webhooks':
      return {
        kind: 'duplicate-webhooks',
        arms: [
          arm('in-sequence', 150, 'pass'),
          {
            ...arm('concurrent-2', 171, 'fail'),
            detail: 'two workers passed the check before either had stored',
          },
          arm('delayed', 150, 'pass'),
          arm('other-body', 150, 'pass'),
        ],
      };
    case 'security':
      return securityDetails();
    default:
      return scenario satisfies never;
  }
}
