import type { DefectName } from '../defects.ts';

/**
 * Parameters of the planted defects with their defaults, set by `--defect-param NAME=VALUE` (or `--defect-NAME VALUE`).
 * A defect that is not listed has none.
 */
export const DEFECT_PARAMS = {
  'slow-p95': { 'slow-every': 10, 'slow-ms': 2500 },
  'error-2pct': { 'error-every': 50 },
  exception: { 'exception-every': 5 },
  'wrong-result': { 'wrong-every': 4 },
  'forgotten-jobs': { 'forgotten-every': 10 },
  'target-restart': { 'restart-after-s': 3 },
  'slow-after-peak': { 'peak-per-s': 60, 'hangover-ms': 300 },
  'errors-creep': { 'errors-percent-per-s': 1 },
  'slow-reconnect': { 'reconnect-after-s': 60 },
  relapse: { 'relapse-after-s': 4, 'relapse-ms': 4500 },
  'capacity-cap': { 'cap-limit': 25 },
  'latency-cliff': { 'cliff-limit': 25, 'cliff-ms': 12_000 },
  'slow-degradation': { 'degradation-limit': 25, 'degradation-ms': 1000 },
  'leak-memory': { 'leak-kb': 384 },
  'leak-connections': { 'leak-every': 40 },
  'latency-creep': { 'creep-ms-per-s': 30 },
  'throughput-decay': { 'decay-ms-per-s': 15 },
  'gc-sawtooth': { 'sawtooth-mb': 48, 'sawtooth-s': 2 },
  'cache-warmup': { 'cache-mb': 60, 'cache-s': 8 },
  'cross-tenant-race': { 'race-ms': 15 },
  'cache-without-tenant': { 'cache-ms': 2000 },
  'tenant-quadratic': { 'quadratic-ms': 20 },
  'small-pool': { 'pool-size': 2, 'pool-ms': 15 },
  'third-party-limit': { 'third-party-at-once': 2, 'third-party-ms': 50 },
  'periodic-backup': { 'backup-every-s': 5, 'backup-s': 1 },
} as const satisfies Partial<Record<DefectName, Readonly<Record<string, number>>>>;

type ParamsOf<T> = T extends Readonly<Record<string, number>> ? keyof T : never;
export type DefectParamName = {
  [D in keyof typeof DEFECT_PARAMS]: ParamsOf<(typeof DEFECT_PARAMS)[D]>;
}[keyof typeof DEFECT_PARAMS];

/** Every parameter with its default, whatever the defect. */
export const PARAM_DEFAULTS: ReadonlyMap<string, number> = new Map(
  Object.values(DEFECT_PARAMS).flatMap((params): [string, number][] => Object.entries(params)),
);
