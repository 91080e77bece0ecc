/** Users of the parts that are timed: tenants that keep their pace, and one that floods. */

import exec from 'k6/execution';
import { emit } from '../../../lib/events.ts';
import { nonce } from '../../../lib/journeys/nonce.ts';
import { type JourneyInput, jobArguments } from '../../../lib/journeys/outcome.ts';
import { runJourney, type Tags } from '../../../lib/journeys/record.ts';
import { waitJourney } from '../../../lib/journeys/wait.ts';
import { jobTimeoutOf } from '../../../lib/load/plan.ts';
import * as tenantMetrics from '../../../lib/metrics/tenants.ts';
import * as windowMetrics from '../../../lib/metrics/windows.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import { elapsedSeconds } from '../../../lib/run/elapsed.ts';
import type { TenantSettings } from '../settings.ts';
import { guarded, keepPace, sleepUntil, userNumber } from './clock.ts';
import { levelTag, tenantTag } from './names.ts';
import {
  floodingTenant,
  type NoiseWindow,
  PART,
  type Part,
  slotAt,
  type TenantPlan,
  tenantsAtWork,
} from './plan.ts';
import { QuietWatch } from './quiet.ts';
import type { TenantData } from './setup.ts';
import { LeakWatch, WatchedClient } from './watch.ts';

/** Who is turned away does not knock a thousand times a second. */
const REFUSED_PAUSE_SECONDS = 0.1;
const WATCH_TIMEOUT_MS = 2000;

class TenantUser {
  readonly #settings: TenantSettings;
  readonly #runId: string;
  readonly #watch: LeakWatch;
  readonly #clients = new Map<number, WatchedClient>();
  #round = 0;

  constructor(settings: TenantSettings, data: RunData<TenantData>) {
    this.#settings = settings;
    this.#runId = data.runId;
    this.#watch = new LeakWatch(settings, data.runId);
  }

  clientOf(tenant: number): WatchedClient {
    const known = this.#clients.get(tenant);
    if (known !== undefined) return known;
    const found = tenantsAtWork(this.#settings)[tenant] ?? { workspace: '', token: '' };
    const client = new WatchedClient(this.#settings.baseUrl ?? '', found, tenant, this.#watch);
    this.#clients.set(tenant, client);
    return client;
  }

  input(tenant: number, script: string, args: Readonly<Record<string, unknown>>): JourneyInput {
    this.#round += 1;
    const canary = this.#watch.canaries.canary(tenant, 'job');
    return {
      script,
      args,
      nonce: `${canary}/${nonce(this.#runId)}/${this.#round}`,
      workspace: this.clientOf(tenant).workspace,
      timeoutMs: jobTimeoutOf(this.#settings),
    };
  }

  /**
   * Whether no job of the flood waits or runs any more. The list is asked for, not the length of the queue: Windmill
   * counts only what waits. An answer that says nothing is no yes.
   */
  floodIsGone(): boolean {
    const { neighbourPath } = this.#settings;
    const flooding = floodingTenant(tenantsAtWork(this.#settings).length);
    const unfinished = this.clientOf(flooding).hasUnfinished(neighbourPath, {
      timeoutMs: WATCH_TIMEOUT_MS,
      tags: { role: 'queue-watch' },
      expect: 'any',
    });
    return unfinished === false;
  }

  /** One journey of a tenant; where it counts, also into the ledger, under the name of its slot. */
  journey(tenant: number, tags: Tags, slot: string | null): boolean {
    const { scriptPath, scriptArgs } = this.#settings;
    const input = this.input(tenant, scriptPath, scriptArgs);
    const outcome = runJourney(() => waitJourney(this.clientOf(tenant), input), tags);
    const ok = outcome?.ended === true && outcome.failure === null;
    if (slot !== null) emit('tenant-job', { slot, tenant, ms: outcome?.durationMs ?? null, ok });
    return ok;
  }
}

function phaseOf({ plan }: TenantPlan, part: Part): { readonly from: number; readonly until: number } {
  const phase = plan.phases.find(({ name }) => name === part);
  const from = phase?.startSeconds ?? 0;
  return { from, until: from + (phase?.seconds ?? 0) };
}

/** A tenant that is not the flooding one, and keeps its pace through quiet and noisy windows. */
export function steadyUser(settings: TenantSettings, plan: TenantPlan, data: RunData<TenantData>): void {
  const tenants = tenantsAtWork(settings);
  const number = userNumber();
  // The flooding one is the last in the list.
  const tenant = number % floodingTenant(tenants.length);
  const user = new TenantUser(settings, data);
  exec.vu.metrics.tags.phase = PART.neighbour;
  const watch = new QuietWatch(plan.steadyPace);
  const quietAt = (seconds: number) => {
    const at = slotAt(plan.windows, seconds);
    return at?.slot.side === 'quiet' ? at.slot : null;
  };
  const rhythm = {
    ...phaseOf(plan, PART.neighbour),
    pace: plan.steadyPace,
    offset: number / plan.steadyUsers,
    inPlace: (seconds: number) => {
      const quiet = quietAt(seconds);
      return quiet !== null && watch.isWaiting(quiet, seconds);
    },
  };
  const phase = PART.neighbour;
  const tags = { phase, tenant: tenantTag(tenant) };
  const counted = (window: NoiseWindow) => {
    const { name, side } = window;
    const ok = user.journey(tenant, { ...tags, window: name, side }, name);
    if (ok) windowMetrics.windowCompleted.add(1, { ...tags, side });
  };
  keepPace(data, rhythm, (_, due) => {
    const quiet = quietAt(due);
    if (quiet !== null) {
      const { counts, begins } = watch.act(quiet, due, () => user.floodIsGone());
      if (begins) {
        tenantMetrics.quietMeasured.add(1, tags);
        emit('quiet-window', { slot: quiet.name, tenant });
      }
      if (counts) return counted(quiet);
    }
    const at = slotAt(plan.windows, elapsedSeconds(data));
    if (quiet === null && at?.counts === true && at.slot.side === 'noisy') return counted(at.slot);
    user.journey(tenant, { phase }, null);
  });
}

/** A user of the flooding tenant: one job after the other without a pause, in noisy windows only. */
export function floodUser(settings: TenantSettings, plan: TenantPlan, data: RunData<TenantData>): void {
  const tenant = floodingTenant(tenantsAtWork(settings).length);
  const user = new TenantUser(settings, data);
  exec.vu.metrics.tags.phase = PART.neighbour;
  exec.vu.metrics.tags.role = 'flood';
  for (const window of plan.windows.filter(({ side }) => side === 'noisy')) {
    const end = window.startSeconds + window.seconds;
    sleepUntil(data, window.startSeconds);
    while (elapsedSeconds(data) < end) guarded(() => floodOnce(settings, data, user, tenant));
  }
}

function floodOnce(
  settings: TenantSettings,
  data: RunData<TenantData>,
  user: TenantUser,
  tenant: number,
): void {
  const input = user.input(tenant, settings.neighbourPath, { ms: settings.neighbourJobMs });
  const reply = user.clientOf(tenant).runAndWait(input.script, jobArguments(input), {
    timeoutMs: input.timeoutMs,
    expect: 'any',
  });
  tenantMetrics.floodJobs.add(1, { end: reply.status === 200 ? 'completed' : 'refused' });
  if (reply.status !== 200) sleepUntil(data, elapsedSeconds(data) + REFUSED_PAUSE_SECONDS);
}

/** A user of the scaling part: the same load, spread over more or fewer tenants. */
export function scalingUser(settings: TenantSettings, plan: TenantPlan, data: RunData<TenantData>): void {
  const number = userNumber();
  const user = new TenantUser(settings, data);
  exec.vu.metrics.tags.phase = PART.scaling;
  const rhythm = {
    ...phaseOf(plan, PART.scaling),
    pace: plan.scalingPace,
    offset: number / plan.scalingUsers,
  };
  keepPace(data, rhythm, () => {
    const at = slotAt(plan.visits, elapsedSeconds(data));
    const phase = PART.scaling;
    const among = at?.slot.tenants ?? 1;
    if (at === null || !at.counts) {
      user.journey(number % among, { phase }, null);
      return;
    }
    const { name } = at.slot;
    user.journey(number % among, { phase, visit: name, level: levelTag(among) }, name);
  });
}
