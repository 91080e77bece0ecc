/** Settings of the runner alone: how a run is carried out, not what is measured. */
import { MAX_GENERATORS, parseSegment, type Segment } from '../../lib/generators/segment.ts';
import * as parse from '../../lib/settings/parsers.ts';
import type { Setting } from '../../lib/settings/setting.ts';
import { ALL_RUN_SETTINGS } from '../../scenarios/settings.ts';
import { LIKE_NAMES, type LikeName } from '../../target/like.ts';
import { TARGET_TIMES, type TargetTime } from '../../target/times.ts';

const httpUrl: parse.Parser<string | null> = (raw) =>
  /^https?:\/\/[^\s@]+$/i.test(raw)
    ? { ok: true, value: raw.replace(/\/+$/, '') }
    : { ok: false, expected: 'an http or https URL' };

const segment: parse.Parser<Segment | null> = (raw) => {
  const value = parseSegment(raw);
  return value === null
    ? { ok: false, expected: `a share such as 2/4, of at most ${MAX_GENERATORS}` }
    : { ok: true, value };
};

const moment: parse.Parser<number | null> = (raw) => {
  const value = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/.test(raw) ? Date.parse(raw) : Number.NaN;
  return Number.isNaN(value)
    ? { ok: false, expected: 'a moment in UTC such as 2026-01-31T09:30:00Z' }
    : { ok: true, value };
};

const sha256: parse.Parser<string> = (raw) =>
  /^[0-9a-f]{64}$/i.test(raw)
    ? { ok: true, value: raw.toLowerCase() }
    : { ok: false, expected: 'a SHA-256 sum: 64 hexadecimal digits' };

/** Process ids, comma-separated. */
const pids: parse.Parser<readonly number[]> = (raw) => {
  const parts = raw.split(',').map((part) => part.trim());
  return parts.every((part) => /^[1-9]\d{0,9}$/.test(part))
    ? { ok: true, value: parts.map(Number) }
    : { ok: false, expected: 'process ids, comma-separated' };
};

function entry<T>(
  env: string,
  help: string,
  parser: parse.Parser<T>,
  fallback: T,
  more: { readonly secret?: true } = {},
): Setting<T> {
  return { env, help, parse: parser, fallback, local: true, ...more };
}

/** `--pool-wait-ms` of the embedded target is `EMBEDDED_POOL_WAIT_MS` of a run. */
function embeddedTimes(): { readonly [T in TargetTime]: Setting<number | null> } {
  const times = Object.entries(TARGET_TIMES).map(([name, { min, max, help, fallback }]) => [
    name,
    entry<number | null>(
      `EMBEDDED_${name.replaceAll('-', '_').toUpperCase()}`,
      `embedded target: ${help}; unset: ${fallback}`,
      parse.integer(min, max),
      null,
    ),
  ]);
  return Object.fromEntries(times) as { readonly [T in TargetTime]: Setting<number | null> };
}

export const RUNNER_SETTINGS = {
  generators: entry(
    'GENERATORS',
    'k6 processes on this machine that share the load, merged into one run',
    parse.integer(1, MAX_GENERATORS),
    1,
  ),
  segment: entry<Segment | null>(
    'SEGMENT',
    'the share of the load that this machine carries, of several: 2/4; npm run report -- --merge makes one run of all',
    segment,
    null,
  ),
  startAt: entry<number | null>(
    'START_AT',
    'when the load of all these machines begins, in UTC: 2026-01-31T09:30:00Z',
    moment,
    null,
  ),
  repeat: entry('REPEAT', 'runs of each scenario, to compare sets of runs', parse.integer(1, 1000), 1),
  baseline: entry('BASELINE', 'a run, or a folder of runs, that new ones are compared with', parse.text, ''),
  k6Output: entry('K6_OUTPUT', "k6's own display in place of the status of the run", parse.flag, false),
  workers: entry<number | null>(
    'WORKERS',
    'worker processes of the embedded target',
    parse.integer(0, 64),
    null,
  ),
  embeddedLike: entry<LikeName | null>(
    'EMBEDDED_LIKE',
    `system whose weaknesses the embedded target has: ${LIKE_NAMES.join(', ')}`,
    parse.oneOf(LIKE_NAMES),
    null,
  ),
  embeddedJobProcess: entry(
    'EMBEDDED_JOB_PROCESS',
    'embedded target: each job in a process of its own, as on Windmill, not in a thread',
    parse.flag,
    false,
  ),
  ...embeddedTimes(),
  localTargetPids: entry<readonly number[]>(
    'LOCAL_TARGET_PIDS',
    'processes of a target on this machine that the suite did not start; unset: who listens at its port',
    pids,
    [],
  ),
  databaseUrl: entry('DATABASE_URL', 'Postgres for the embedded target, instead of its own', parse.text, '', {
    secret: true,
  }),
  k6Bin: entry('K6_BIN', 'the k6 to use', parse.text, ''),
  k6DownloadUrl: entry<string | null>(
    'K6_DOWNLOAD_URL',
    'mirror of the k6 releases (<URL>/v1.2.3/k6-v1.2.3-linux-amd64.tar.gz)',
    httpUrl,
    null,
  ),
  k6Sha256: entry('K6_SHA256', 'SHA-256 sum that the downloaded archive of k6 must have', sha256, ''),
  k6CacheDir: entry(
    'K6_CACHE_DIR',
    "folder that keeps a downloaded k6 (default: the user's cache)",
    parse.text,
    '',
  ),
} as const;

type RunnerTable = typeof RUNNER_SETTINGS;
export type RunnerSettings = {
  readonly [K in keyof RunnerTable]: RunnerTable[K] extends Setting<infer T> ? T : never;
};

/** Settings that only an embedded target has a use for. */
export const EMBEDDED_SETTINGS: readonly Setting<unknown>[] = [
  RUNNER_SETTINGS.workers,
  ...Object.values(RUNNER_SETTINGS).filter(({ env }) => env.startsWith('EMBEDDED_')),
];

/** Times of the embedded target that were set. */
export function embeddedTimesOf(settings: RunnerSettings): {
  readonly [T in TargetTime]: number | null;
} {
  const times = Object.keys(TARGET_TIMES).map((name) => [name, settings[name as TargetTime]]);
  return Object.fromEntries(times) as { readonly [T in TargetTime]: number | null };
}

/** Every setting that may be a flag or an environment variable, in the order of the help. */
export const ALL_SETTINGS: readonly Setting<unknown>[] = [
  ...ALL_RUN_SETTINGS,
  ...Object.values(RUNNER_SETTINGS as unknown as Readonly<Record<string, Setting<unknown>>>),
];

/** Flag of a setting: `SLO_P95_MS` → `slo-p95-ms`. */
export function flagOf(setting: { readonly env: string }): string {
  return setting.env.toLowerCase().replaceAll('_', '-');
}

/** Parses the runner's own settings; mistakes as sentences, all at once. */
export function parseRunnerSettings(environment: Readonly<Record<string, string | undefined>>): {
  readonly settings: RunnerSettings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(
    RUNNER_SETTINGS as unknown as Readonly<Record<string, Setting<unknown>>>,
  )) {
    const raw = environment[setting.env]?.trim() ?? '';
    const parsed = raw === '' ? ({ ok: true, value: setting.fallback } as const) : setting.parse(raw);
    if (parsed.ok) values[name] = parsed.value;
    else problems.push(`${setting.env} is ${JSON.stringify(raw.slice(0, 80))}, must be ${parsed.expected}`);
  }
  return { settings: values as unknown as RunnerSettings, problems };
}
