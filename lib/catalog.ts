/**
 * The scenarios, groups and profiles of the suite. Everything that lists them (runner, help, README table,
 * workflow inputs, tests) reads this file.
 */

/** How far a run goes: seconds for CI, minutes by default, or the test plan's full length. */
export const PROFILES = ['smoke', 'short', 'full'] as const;
export type Profile = (typeof PROFILES)[number];

interface ScenarioEntry {
  /** The k6 executors that shape the load, in words. */
  readonly load: string;
  /** What a run of it establishes, in words. */
  readonly establishes: string;
  /** Judged by what happens and not by when: two such runs may share a machine. */
  readonly untimed?: true;
}

/** One entry a scenario, in the order in which `all` runs them. The key is also the file's name in `k6/`. */
export const SCENARIOS = {
  baseline: {
    load: '1 user, short ramp',
    establishes: 'RPS, p50/p95/p99 and error rate of an idle system; pass: p95 < 2 s, errors < 1 %',
  },
  normal: {
    load: '10 users, short ramp',
    establishes: 'the same at a normal working load',
  },
  high: {
    load: '50 users, short ramp',
    establishes: 'the same at a high load',
  },
  burst: {
    load: '0 → 100 users at once, hold, back to quiet',
    establishes: 'the same, and recovery to the quiet level after the peak',
  },
  stress: {
    load: 'staircase of users, one k6 scenario a step',
    establishes:
      'max concurrent users before failures > 20 % or latency > 10 s; resources per step; capacity model',
  },
  soak: {
    load: '20 users constant; 1 h+ full, 5–10 min short',
    establishes: 'leak or degradation, with the smallest slope it could have seen',
  },
  multitenant: {
    load: 'N tenants at once; quiet/noisy windows; 1…N tenants at fixed total load',
    establishes: 'no foreign data in any response; no disproportionate degradation; fairness',
  },
  'db-outage': {
    load: 'steady load around a fault',
    establishes: 'Postgres gone and back: time to detect, time to recover, jobs lost or repeated',
  },
  'api-latency': {
    load: 'steady load around a fault',
    establishes: 'a slow third party: does it stay contained, time-outs, worker starvation',
  },
  'duplicate-webhooks': {
    load: 'duplicates in sequence, concurrent, after commit, same id with another body',
    establishes: 'side effects counted: exactly one',
    untimed: true,
  },
  security: {
    load: 'probes, once',
    establishes:
      "no token, bad and expired token, other tenant's resources; no secret in a response, a job log or a server log",
    untimed: true,
  },
} as const satisfies Record<string, ScenarioEntry>;

export type ScenarioName = keyof typeof SCENARIOS;
export const SCENARIO_NAMES = Object.keys(SCENARIOS) as readonly ScenarioName[];

export const GROUPS = {
  load: ['baseline', 'normal', 'high', 'burst'],
  resilience: ['db-outage', 'api-latency', 'duplicate-webhooks'],
  all: SCENARIO_NAMES,
} as const satisfies Record<string, readonly ScenarioName[]>;

/** Whether runs of a scenario may share a machine without shaping each other's verdict. */
export function isUntimed(name: ScenarioName): boolean {
  return 'untimed' in SCENARIOS[name];
}

export function isScenarioName(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name);
}
