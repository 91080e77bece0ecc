import type { ScenarioName } from '../lib/catalog.ts';

/**
 * Where a planted defect must show up.
 * `criterion`: the named criterion of the scenario fails. `validity`: the named validity check discards the run.
 */
export type CaughtBy = { readonly kind: 'criterion' | 'validity'; readonly id: string };

interface DefectEntry {
  /** One line: what is broken while the defect is planted. */
  readonly description: string;
  /** The scenario that must catch it. */
  readonly scenario: ScenarioName;
  readonly caughtBy: CaughtBy;
  /** Planted in the target by `--defect NAME` (default), or beside it by the self-test. */
  readonly plantedBy?: 'target' | 'selftest';
}

/**
 * Every defect the suite must catch, and the only place that names one. The target plants it (`--defect NAME`),
 * the self-test runs the scenario against it and demands the verdict stated here.
 */
export const DEFECTS = {
  'slow-p95': {
    description: 'one job in ten takes 2.5 s',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'latency-p95' },
  },
  'error-2pct': {
    description: 'two requests in a hundred fail with a 500',
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'error-rate' },
  },
  exception: {
    description: 'a response that makes the journey throw',
    scenario: 'baseline',
    caughtBy: { kind: 'criterion', id: 'error-rate' },
  },
  'wrong-result': {
    description: "another job's nonce comes back under concurrency",
    scenario: 'normal',
    caughtBy: { kind: 'criterion', id: 'wrong-results' },
  },
  'no-workers': {
    description: 'jobs are accepted, none is run',
    scenario: 'baseline',
    caughtBy: { kind: 'criterion', id: 'jobs-completed' },
  },
  'target-restart': {
    description: 'the API and the workers restart in mid-run',
    scenario: 'baseline',
    caughtBy: { kind: 'validity', id: 'target-unchanged' },
  },
  'generator-busy': {
    description: 'a CPU hog runs beside k6',
    scenario: 'baseline',
    caughtBy: { kind: 'validity', id: 'generator-not-busy' },
    plantedBy: 'selftest',
  },
  'dedupe-check-then-act': {
    description: 'the webhook looks for the event first and acts on what it saw a moment ago',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-first-table-only': {
    description: 'the webhook stores a duplicate once and applies its side effects twice',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-global': {
    description: 'an event whose id another tenant has used is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
  },
  'dedupe-in-memory': {
    description: 'the webhook remembers events in memory and forgets them when a worker dies',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-repeated' },
  },
  'dedupe-by-body': {
    description: 'a new event with the same content as an earlier one is swallowed',
    scenario: 'duplicate-webhooks',
    caughtBy: { kind: 'criterion', id: 'effects-missing' },
  },
} as const satisfies Record<string, DefectEntry>;

export type DefectName = keyof typeof DEFECTS;

export function isDefectName(name: string): name is DefectName {
  return Object.hasOwn(DEFECTS, name);
}
