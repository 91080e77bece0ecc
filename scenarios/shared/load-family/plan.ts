/** What the scenarios of the load family do, second by second. Pure. */
import { MEASURED_PHASE, type Plan, sequence } from '../../../lib/load/plan.ts';
import type { Profile } from '../../../lib/profiles.ts';
import type { Settings } from '../../../lib/settings/table.ts';

const RAMP_SECONDS = { smoke: 2, short: 15, full: 60 } as const satisfies Record<Profile, number>;
const HOLD_SECONDS = { smoke: 10, short: 180, full: 600 } as const satisfies Record<Profile, number>;
/** One user alone: at its pace, no failure in 299 journeys, which proves less than 1 % of them, takes ten minutes. */
const LONE_USER_HOLD_SECONDS = { ...HOLD_SECONDS, full: 1200 } as const satisfies Record<Profile, number>;
/** Ramp, then a constant number of users for the measured time. @param usual users, where none are set. */
export function rampPlan(usual: number, settings: Settings): Plan {
  const users = settings.users ?? usual;
  const hold = users === 1 ? LONE_USER_HOLD_SECONDS : HOLD_SECONDS;
  return sequence([
    { name: 'ramp', seconds: RAMP_SECONDS[settings.profile], users },
    { name: MEASURED_PHASE, seconds: settings.durationSeconds ?? hold[settings.profile], users },
  ]);
}
