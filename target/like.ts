import type { ScenarioName } from '../scenarios/index.ts';
import type { CaughtBy, DefectName } from './planted/index.ts';

/**
 * Systems that the target can be like, each as all of its weaknesses at once (`--like NAME`). What is no weakness of
 * theirs but only their way of doing things, the target does always.
 */
export const LIKE = {
  /** Windmill's community edition, as measured on v1.743.0. */
  'windmill-ce': [
    'windmill-mask-batch',
    'windmill-token-in-access-log',
    'windmill-cached-token',
    'windmill-source-in-errors',
    'windmill-one-queue',
  ],
} as const satisfies Readonly<Record<string, readonly DefectName[]>>;

export type LikeName = keyof typeof LIKE;

export const LIKE_NAMES = Object.keys(LIKE) as LikeName[];

export function isLikeName(name: string): name is LikeName {
  return Object.hasOwn(LIKE, name);
}

/**
 * What scenarios must say of a target that is like a system: what they say of the system itself. `settings` are those of
 * the row, by environment name.
 */
export const LIKE_VERDICTS: Readonly<
  Record<
    LikeName,
    readonly {
      readonly scenario: ScenarioName;
      readonly caughtBy: CaughtBy;
      readonly settings?: Readonly<Record<string, string>>;
    }[]
  >
> = {
  'windmill-ce': [
    {
      scenario: 'security',
      caughtBy: {
        kind: 'criterion',
        id: 'secrets-hidden',
        and: ['access-denied', 'errors-without-internals'],
      },
    },
    {
      scenario: 'multitenant',
      caughtBy: { kind: 'criterion', id: 'neighbour-ratio' },
      // The two workspaces that this edition has; two thirds of the profile's time.
      settings: { TENANTS: '2', DURATION: '20s' },
    },
    {
      scenario: 'db-outage',
      caughtBy: { kind: 'criterion', id: 'recovery-time' },
      // Its two workers, jobs that let them do 24 a second, and its own wait for the database, which a smoke run
      // shortens: until it has tried to connect again, and what waited is done, more than the five seconds have gone that
      // a smoke run grants.
      settings: {
        WORKERS: '2',
        WM_SCRIPT_PATH: 'f/perf/sleep',
        WM_SCRIPT_ARGS: '{"ms":80}',
        EMBEDDED_POOL_WAIT_MS: '30000',
        RESCUE_SECONDS: '5',
      },
    },
  ],
};
