/** How far a run goes, who is at work in it, and what is accepted of every scenario. */
import { PROFILES, type Profile } from '../profiles.ts';
import * as parse from './parsers.ts';
import { optional, setting } from './setting.ts';

export const LOAD_SETTINGS = {
  profile: setting('PROFILE', 'how far a run goes', parse.oneOf(PROFILES), 'short'),
  sloP95Ms: setting(
    'SLO_P95_MS',
    'limit of the p95 from submit to completed',
    parse.number(1, 600_000, 'ms'),
    2000,
  ),
  sloErrorRate: setting('SLO_ERROR_RATE', 'limit of the share of failed journeys', parse.number(0, 1), 0.01),
  users: setting(
    'USERS',
    'concurrent users, instead of the scenario’s',
    parse.integer(1, 100_000),
    optional<number>(),
  ),
  durationSeconds: setting(
    'DURATION',
    'length of the measured part, instead of the profile’s',
    parse.duration(1, 7 * 86_400),
    optional<number>(),
  ),
  thinkTime: setting(
    'THINK_TIME',
    'pause of a user between two journeys; 0 for none',
    parse.thinkTime,
    optional<parse.Range>(),
  ),
  jobTimeoutMs: setting(
    'JOB_TIMEOUT_MS',
    'how long a journey waits for its job',
    parse.number(100, 3_600_000, 'ms'),
    optional<number>(),
  ),
  strict: setting(
    'STRICT',
    'what is observed and not proven is inconclusive (default: in the full profile)',
    parse.flag,
    optional<boolean>(),
  ),
  seed: setting('SEED', 'seed of everything random', parse.integer(0, 2_147_483_647), 1),
} as const;

/** Whether a verdict that its interval does not bear out is none. A run of full length is long enough to ask for that. */
export function isStrict({
  strict,
  profile,
}: {
  readonly strict: boolean | null;
  readonly profile: Profile;
}): boolean {
  return strict ?? profile === 'full';
}
