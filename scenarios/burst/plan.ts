/** What a burst does, second by second. Pure. */
import { MEASURED_PHASE, type Plan, sequence } from '../../lib/load/plan.ts';
import type { Profile } from '../../lib/profiles.ts';
import type { Settings } from '../../lib/settings/table.ts';

/** Phase names of a burst around its measured peak. */
export const BURST_PHASES = {
  before: 'quiet-before',
  settle: 'settle',
  after: 'quiet-after',
} as const;

/** Users who stay at work before and after the peak of a burst: the level it has to come back to. */
const QUIET_USERS = 10;

const BURST_SECONDS = {
  smoke: { quiet: 7, peak: 6, settle: 4 },
  short: { quiet: 60, peak: 60, settle: 30 },
  full: { quiet: 180, peak: 300, settle: 60 },
} as const satisfies Record<Profile, { quiet: number; peak: number; settle: number }>;

/** Quiet, a jump to the peak, and quiet again. */
export function burstPlan(usual: number, settings: Settings): Plan {
  const peak = settings.users ?? usual;
  const quiet = Math.min(QUIET_USERS, peak);
  const seconds = BURST_SECONDS[settings.profile];
  return sequence([
    { name: BURST_PHASES.before, seconds: seconds.quiet, users: quiet },
    { name: MEASURED_PHASE, seconds: settings.durationSeconds ?? seconds.peak, users: peak },
    { name: BURST_PHASES.settle, seconds: seconds.settle, users: quiet },
    { name: BURST_PHASES.after, seconds: seconds.quiet, users: quiet },
  ]);
}
