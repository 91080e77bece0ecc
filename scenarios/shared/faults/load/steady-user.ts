/** The body of a steady user: a journey every so many seconds, and at the end the reconciliation of what it sent. */

import { sleep } from 'k6';
import exec from 'k6/execution';
import { uuidFromName } from '../../../../lib/ids.ts';
import { nonce } from '../../../../lib/journeys/nonce.ts';
import { runJourney } from '../../../../lib/journeys/record.ts';
import { phaseAt } from '../../../../lib/load/phase-at.ts';
import type { Plan } from '../../../../lib/load/plan.ts';
import * as metrics from '../../../../lib/metrics/tenants.ts';
import type { RunData } from '../../../../lib/run/define-run.ts';
import { elapsedSeconds } from '../../../../lib/run/elapsed.ts';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { DURING_FAULT } from '../limits.ts';
import type { FaultFamilySettings } from '../settings.ts';
import { type SteadyJourney, steadyJourney } from './journey.ts';
import { Ledger } from './ledger.ts';
import { faultWindowOf, isDuringFault, journeyPhaseOf, journeyTimeoutOf, type SteadyLoad } from './plan.ts';
import { reconcileAround } from './reconcile.ts';
import { accountFor } from './record-sample.ts';

export interface SteadyUser {
  readonly settings: FaultFamilySettings;
  readonly plan: Plan;
  readonly load: SteadyLoad;
  readonly client: WindmillClient;
  readonly script: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Tags of the samples beside the phase, e.g. the half of the load. */
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the figures per second, from which recovery is told, are taken from this user. */
  readonly perSecond: boolean;
  readonly onJourney?: (
    journey: SteadyJourney,
    elapsedMs: number,
    tags: Readonly<Record<string, string>>,
  ) => void;
}

/** A slot this close to the end is not taken any more, ms. */
const LAST_SLOT_MS = 100;

/** k6's own end of the load is a little later than the plan's, which counts from the end of setup. */
const AFTER_END_SECONDS = 0.2;

const ledger = new Ledger();
let nextSlot: number | null = null;
let finished = false;

/** One iteration: wait for the slot, one journey; after the last one, reconcile. */
export function steadyIteration(user: SteadyUser, data: RunData<unknown>): void {
  const { plan, load } = user;
  const endsAt = data.loadStartsAt + plan.seconds * 1000;
  if (finished) {
    sleep(AFTER_END_SECONDS);
    return;
  }
  // Users begin evenly spread over one pace, so that the load is the same in every second: each by the number of its
  // first iteration. Those of the virtual users themselves are dealt out among all scenarios of the run.
  nextSlot ??=
    data.loadStartsAt + ((exec.scenario.iterationInTest % load.users) / load.users) * load.paceSeconds * 1000;
  if (nextSlot > Date.now()) sleep((nextSlot - Date.now()) / 1000);
  if (nextSlot < endsAt - LAST_SLOT_MS) journey(user, data);
  // Slots that a slow journey has missed are left out, and the user keeps its place among the others.
  const paceMs = load.paceSeconds * 1000;
  nextSlot += paceMs * Math.max(1, Math.ceil((Date.now() - nextSlot) / paceMs));
  if (nextSlot >= endsAt - LAST_SLOT_MS) {
    finish(user, data, endsAt);
    finished = true;
  }
}

function journey(user: SteadyUser, data: RunData<unknown>): void {
  const { settings } = user;
  const begun = elapsedSeconds(data);
  const tags = tagsAt(user, begun);
  exec.vu.metrics.tags.phase = tags.phase ?? '';
  const id = nonce(data.runId);
  const { workspace } = user.client;
  const input = {
    script: user.script,
    args: user.args,
    nonce: id,
    workspace,
    timeoutMs: journeyTimeoutOf(settings),
  };
  const startedAt = Date.now();
  let made: SteadyJourney | null = null;
  const outcome = runJourney(
    () => {
      made = steadyJourney(user.client, input, uuidFromName(id), {
        tags,
        onSent: (entry) => ledger.add(entry),
      });
      return made.outcome;
    },
    () => ({ ...tags, phase: journeyPhaseOf(user.plan, begun, elapsedSeconds(data)) ?? '' }),
  );
  const done = made as SteadyJourney | null;
  if (outcome === null || done === null) return;
  const ended = elapsedSeconds(data);
  if (outcome.resultCheck !== 'not-checked') {
    const during = isDuringFault(user.plan, ended) ? DURING_FAULT : {};
    metrics.foreignAnswers.add(outcome.resultCheck === 'wrong', during);
  }
  accountFor({
    journey: done,
    startedAt,
    loadStartsAt: data.loadStartsAt,
    phase: journeyPhaseOf(user.plan, begun, ended),
    group: user.tags.group,
    perSecond: user.perSecond,
  });
  user.onJourney?.(done, done.endedAt - startedAt, tags);
}

function tagsAt({ plan, tags }: SteadyUser, seconds: number): Readonly<Record<string, string>> {
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  const during = seconds >= startSeconds && seconds < endSeconds ? DURING_FAULT : {};
  return { ...tags, phase: phaseAt(plan.phases, seconds), ...during };
}

function finish({ settings, plan, client }: SteadyUser, data: RunData<unknown>, endsAt: number): void {
  reconcileAround({ settings, plan, client }, ledger, data);
  // k6 starts no further iteration once the time of the load is over.
  sleep(Math.max(0, endsAt - Date.now()) / 1000 + AFTER_END_SECONDS);
}
