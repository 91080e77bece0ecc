/** Tags, limits and times of the scenarios around a fault. */
import type { FaultSettings } from '../../../lib/faults/settings.ts';

/** Tag of samples that were taken while a fault was in force, whatever its stage. */
export const DURING_FAULT = { during: 'fault' } as const;
/** Tag of the half of the load that does not call the third party, and of the half that does. */
export const BYSTANDERS = { group: 'bystander' } as const;
export const CALLERS = { group: 'caller' } as const;

const RECOVERY_SECONDS = { smoke: 5, short: 30, full: 30 } as const;

/** Time in which the system must be back; a smoke run breaks it for seconds only, and gives it less. */
export function recoveryLimitOf(settings: FaultSettings): number {
  return settings.recoverySeconds ?? RECOVERY_SECONDS[settings.profile];
}

/** A user of the steady load gives up on an answer after so long, or a fault that answers nobody would stop the load. */
export const GIVE_UP_MS = 6000;
/** Who waits for answers in an outage goes on so long beyond the limit. */
export const PATIENCE_MARGIN_MS = 1000;
