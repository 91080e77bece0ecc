/**
 * The types on both sides of `summary.json`: what runs inside k6 writes them, the Node post-processor reads them.
 * Nothing in here may hold a token: the file is kept and shared.
 */
import type { Profile } from './profiles.ts';

export const SUMMARY_SCHEMA_VERSION = 2;

/** One metric as k6's `handleSummary` gives it. Sub-metrics are keys of their own: `name{tag:value}`. */
export interface MetricSummary {
  readonly type: 'counter' | 'gauge' | 'rate' | 'trend';
  readonly contains: string;
  /** Trend: min, med, avg, max, `p(90)`…, count. Rate: rate, passes, fails. Counter: count, rate. Gauge: value, min, max. */
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
  /** Trend of one of several generators: its quantiles at the levels of `lib/generators/grid.ts`; none without samples. */
  readonly grid?: readonly number[];
  /** Merged Trend: how far each percentile may be off in rank, as a share of all samples, by the name of its statistic. */
  readonly rankErrors?: Readonly<Record<string, number>>;
}

export type Metrics = Readonly<Record<string, MetricSummary>>;

/** A stretch of the planned load; iterations carry its name in the tag `phase` (or run in a k6 scenario named so). */
export interface Phase {
  readonly name: string;
  /** Seconds after the start of the load. */
  readonly startSeconds: number;
  readonly seconds: number;
  /** Virtual users planned at the end of the phase. */
  readonly users: number;
  /** Whether the figures of the run are taken from it (warm-up and ramp-down are not). */
  readonly measured: boolean;
}

/** What tells one target, and one state of it, from another. `null`: the target does not tell. */
export interface TargetIdentity {
  readonly version: string | null;
  readonly health: string | null;
  /** `name@started_at` of each live worker, sorted. Empty: not shown to this token. */
  readonly workers: readonly string[];
  /** Start time of the target's processes, Unix seconds, from its Prometheus metrics. */
  readonly processStart: readonly number[];
  /** Jobs waiting or running in the workspaces that the run uses. */
  readonly queueLength: number | null;
  /** Hash of the content of the script under test. */
  readonly scriptHash: string | null;
  readonly clock: string;
}

/** A setting as JSON. */
export type SettingValue =
  | string
  | number
  | boolean
  | null
  | readonly SettingValue[]
  | { readonly [field: string]: SettingValue };

/** What a merged summary was made of. */
export interface MergedGenerators {
  /** As many as the load was cut for. */
  readonly planned: number;
  /** Those that are there, in order. */
  readonly parts: readonly {
    readonly index: number;
    readonly runId: string;
    readonly startedAt: string;
    readonly endedAt: string;
  }[];
}

export interface RunSummary {
  readonly schemaVersion: typeof SUMMARY_SCHEMA_VERSION;
  readonly runId: string;
  readonly suiteVersion: string;
  /** Git revision of the bundle; `unknown` outside a checkout. */
  readonly revision: string;
  readonly scenario: string;
  readonly profile: Profile;
  /** ISO 8601, UTC: when the load began (setup is over). */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly plan: {
    readonly seconds: number;
    readonly phases: readonly Phase[];
    /** Virtual users beside the load, the monitor and the watchdog. */
    readonly helpers?: number | undefined;
  };
  /** Settings that were in force, what a scenario takes where none is set among them; without tokens. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly seed: number;
  readonly target: {
    readonly kind: 'embedded' | 'external';
    readonly atStart: TargetIdentity | null;
    readonly atEnd: TargetIdentity | null;
  };
  /** The share of the load that this generator carried, where there were several. */
  readonly segment?: { readonly index: number; readonly of: number };
  /** Of a merged summary: the generators that it was made of. */
  readonly generators?: MergedGenerators;
  /** What the scenario itself recorded in setup (fault schedule, tenants, search state …): JSON, no secrets. */
  readonly scenarioData: unknown;
  /** k6's own data. */
  readonly k6: { readonly testRunDurationMs: number; readonly metrics: Metrics };
}

/** One line of the event stream that a bundle writes with `console.log` (k6 `--console-output`) when `PERF_EVENTS=1`. */
export interface RunEvent {
  /** Kind of the event: `monitor`, `job`, `fault`, `finding`, `probe` … */
  readonly event: string;
  /** Unix milliseconds. */
  readonly t: number;
  readonly [field: string]: unknown;
}
