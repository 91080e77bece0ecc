/** The virtual user that breaks the system at the planned times and mends it again. */

import { sleep } from 'k6';
import exec from 'k6/execution';
import { emit } from '../../../../lib/events.ts';
import type { Fault, FaultBackend } from '../../../../lib/faults/backend.ts';
import type { Plan } from '../../../../lib/load/plan.ts';
import * as metrics from '../../../../lib/metrics/faults.ts';
import type { RunData } from '../../../../lib/run/define-run.ts';
import { sleepUntil } from '../../../../lib/run/sleep-until.ts';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { DURING_FAULT } from '../limits.ts';
import type { FaultFamilySettings } from '../settings.ts';
import { AFTER, BEFORE, faultWindowOf } from './plan.ts';
import { watchSteadyState } from './steady-state.ts';

export interface Faulting {
  readonly settings: FaultFamilySettings;
  readonly plan: Plan;
  readonly backend: FaultBackend;
  readonly client: WindmillClient;
  /** The fault of a phase. */
  readonly faultOf: (phase: string) => Fault;
}

/** Tag of `fault_mark_seconds` for a moment. */
export function markTag(phase: string, mark: 'made' | 'cleared'): string {
  return `${phase}-${mark}`;
}

/**
 * Watches the steady state and injects the faults of the plan one by one. Where there is no steady state nothing is
 * broken; the load goes on, so that what a sick system loses is counted all the same.
 */
export function controlFaults(faulting: Faulting, data: RunData<unknown>): void {
  const { settings, plan, backend, client } = faulting;
  const { startSeconds } = faultWindowOf(plan);
  const problem = watchSteadyState(client, settings.scriptPath, data.loadStartsAt + startSeconds * 1000, {
    latencyMs: settings.sloP95Ms,
    queue: plan.phases[0]?.users ?? 0,
  });
  const endsAt = data.loadStartsAt + plan.seconds * 1000;
  if (problem !== null) {
    console.warn(`No steady state, so nothing is broken: ${problem}`);
    sleepUntil(endsAt);
    return;
  }
  try {
    for (const phase of plan.phases) {
      if (phase.name === BEFORE || phase.name === AFTER) continue;
      const startsAt = data.loadStartsAt + phase.startSeconds * 1000;
      sleepUntil(startsAt);
      // To the planned end, not for the planned time: the seconds of the plan are those of the figures.
      const seconds = (startsAt + phase.seconds * 1000 - Date.now()) / 1000;
      const fault = faulting.faultOf(phase.name);
      const onMark = (mark: 'made' | 'cleared', at = Date.now()) => {
        metrics.faultMark.add((at - data.loadStartsAt) / 1000, { mark: markTag(phase.name, mark) });
        emit('fault', {
          t: at,
          mark,
          phase: phase.name,
          point: fault.point,
          kind: fault.kind,
          backend: backend.name,
        });
      };
      backend.hold(fault, seconds, onMark);
    }
  } catch (error) {
    backend.clear();
    exec.test.abort(
      `the fault could not be injected: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  // Counted among the helpers to the end.
  sleepUntil(endsAt);
}

const QUIET = { timeoutMs: 1500, expect: 'any', tags: { role: 'monitor' } } as const;
const OCCUPANCY_SECONDS = 0.25;

/**
 * Looks, while the fault lasts, at the share of the workers that run a job of this workspace: in a virtual user of its
 * own, since a system in trouble may be slow to tell. Nothing where the workers are not shown to the token.
 */
export function watchOccupancy(client: WindmillClient, plan: Plan, data: RunData<unknown>): void {
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  sleepUntil(data.loadStartsAt + startSeconds * 1000);
  while (Date.now() < data.loadStartsAt + endSeconds * 1000) {
    const workers = client.workers(QUIET).value?.length ?? 0;
    const running = workers === 0 ? null : client.runningJobs(QUIET);
    if (running !== null) metrics.busyWorkers.add(Math.min(1, running / workers), DURING_FAULT);
    sleep(OCCUPANCY_SECONDS);
  }
  sleepUntil(data.loadStartsAt + plan.seconds * 1000);
}
