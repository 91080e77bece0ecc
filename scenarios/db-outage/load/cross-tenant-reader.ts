/**
 * Readers of a job that ended before the fault: its owner and, with another tenant's token, an intruder, for whom nothing
 * may come of it, least of all in an outage. Both wait as long as an answer may take, so that there is one to judge.
 */

import { sleep } from 'k6';
import exec from 'k6/execution';
import { emit } from '../../../lib/events.ts';
import { nonce } from '../../../lib/journeys/nonce.ts';
import type { Plan } from '../../../lib/load/plan.ts';
import * as metrics from '../../../lib/metrics/tenants.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import { elapsedSeconds } from '../../../lib/run/elapsed.ts';
import type { WindmillClient } from '../../../lib/windmill/client.ts';
import { isRecord } from '../../../lib/windmill/http.ts';
import { DURING_FAULT, PATIENCE_MARGIN_MS } from '../../shared/faults/limits.ts';
import { faultWindowOf, isDuringFault } from '../../shared/faults/load/plan.ts';
import type { FaultFamilySettings } from '../../shared/faults/settings.ts';

export const READERS = 8;
const QUIET = { expect: 'any', tags: { role: 'reader' } } as const;
/** Between two questions: outside the fault, and in it. */
const PACE_SECONDS = 1;
const FAULT_PACE_SECONDS = 0.25;
const OWN_JOB_TIMEOUT_MS = 4000;

interface Owned {
  readonly jobId: string;
  /** Stands in the job's arguments and result, and nowhere else. */
  readonly nonce: string;
}

export interface Reader {
  readonly settings: FaultFamilySettings;
  readonly plan: Plan;
  readonly owner: WindmillClient;
  /** A user of another tenant, where there is one. */
  readonly intruder: WindmillClient | null;
}

/** Reads to the end of the load; owner and intruder take turns. */
export function readThroughFault(reader: Reader, data: RunData<unknown>): void {
  const { plan, owner, intruder } = reader;
  const turn = exec.scenario.iterationInTest;
  sleep((turn * PACE_SECONDS) / READERS);
  let owned: Owned | null = null;
  for (let question = turn; elapsedSeconds(data) < plan.seconds; question += 1) {
    owned ??= runOwnJob(reader, data);
    if (owned !== null && intruder !== null && question % 2 === 0) intrude(reader, intruder, owned, data);
    else if (owned !== null) readOwn(reader, owner, owned, data);
    const pace = isDuringFault(plan, elapsedSeconds(data)) ? FAULT_PACE_SECONDS : PACE_SECONDS;
    sleep(Math.min(pace, Math.max(0, plan.seconds - elapsedSeconds(data))));
  }
}

/** A job that is to be asked for; nothing once the fault has begun. */
function runOwnJob({ settings, plan, owner }: Reader, data: RunData<unknown>): Owned | null {
  if (elapsedSeconds(data) >= faultWindowOf(plan).startSeconds) return null;
  const id = nonce(data.runId);
  const args = { ...settings.scriptArgs, nonce: id, workspace: owner.workspace };
  const jobId = owner.run(settings.scriptPath, args, { ...QUIET, timeoutMs: OWN_JOB_TIMEOUT_MS }).value;
  return jobId === null ? null : { jobId, nonce: id };
}

function timeoutOf({ settings }: Reader): number {
  return settings.outageAnswerMs + PATIENCE_MARGIN_MS;
}

function count(reader: Reader, data: RunData<unknown>, foreign: boolean): void {
  const during = isDuringFault(reader.plan, elapsedSeconds(data)) ? DURING_FAULT : {};
  metrics.foreignAnswers.add(foreign, during);
}

/** The owner's own result: an answer to it may be anything but another job's. */
function readOwn(reader: Reader, owner: WindmillClient, owned: Owned, data: RunData<unknown>): void {
  const { reply, value } = owner.result(owned.jobId, { ...QUIET, timeoutMs: timeoutOf(reader) });
  if (reply.status === 0) return;
  const result = value?.completed === true ? value.result : null;
  const foreign = isRecord(result) && typeof result.nonce === 'string' && result.nonce !== owned.nonce;
  count(reader, data, foreign);
  if (foreign) emit('foreign-answer', { path: 'result', status: reply.status, askedBy: owner.workspace });
}

/** One question for a job of another workspace. The routes are those that the owner's own client uses. */
function intrude(reader: Reader, intruder: WindmillClient, owned: Owned, data: RunData<unknown>): void {
  const routes = [
    `/jobs_u/completed/get_result_maybe/${owned.jobId}?get_started=true`,
    `/jobs_u/get/${owned.jobId}`,
  ];
  for (const path of routes) {
    const reply = intruder.call({
      method: 'GET',
      path: `/w/${reader.owner.workspace}${path}`,
      route: `/w/{workspace}${path.replace(owned.jobId, '{id}').replace(/\?.*/, '')}`,
      ...QUIET,
      timeoutMs: timeoutOf(reader),
    });
    // Without an answer nothing was kept back.
    if (reply.status === 0) continue;
    const leaked = reply.body.includes(owned.nonce);
    count(reader, data, leaked);
    if (leaked) {
      emit('foreign-answer', { path: path.split('/')[2], status: reply.status, askedBy: intruder.workspace });
    }
  }
}
