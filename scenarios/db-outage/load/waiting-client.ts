/**
 * Clients that wait. A user of the steady load gives up after seconds, or a fault that answers nobody would stop the load;
 * whether an outage is answered at all, and how late, only those see who wait as long as an answer may take.
 */

import { sleep } from 'k6';
import exec from 'k6/execution';
import { emit } from '../../../lib/events.ts';
import { uuidFromName } from '../../../lib/ids.ts';
import { nonce } from '../../../lib/journeys/nonce.ts';
import { jobArguments } from '../../../lib/journeys/outcome.ts';
import type { Plan } from '../../../lib/load/plan.ts';
import * as metrics from '../../../lib/metrics/faults.ts';
import type { RunData } from '../../../lib/run/define-run.ts';
import { sleepUntil } from '../../../lib/run/sleep-until.ts';
import type { WindmillClient } from '../../../lib/windmill/client.ts';
import { failureOf } from '../../../lib/windmill/http.ts';
import { PATIENCE_MARGIN_MS } from '../../shared/faults/limits.ts';
import { acceptanceOf, Ledger } from '../../shared/faults/load/ledger.ts';
import { faultWindowOf } from '../../shared/faults/load/plan.ts';
import { reconcileAround } from '../../shared/faults/load/reconcile.ts';
import type { FaultFamilySettings } from '../../shared/faults/settings.ts';

/** In two answers each they are more than the 72 from which the upper end of a p95 is known. */
export const PATIENT_CLIENTS = 40;
/** Where answers come at once, each client asks again after this long. */
const PACE_SECONDS = 1;
/** They begin within this share of the fault, but no later than so many seconds into it: the first answers may be late. */
const BEGIN_SHARE = 0.5;
const BEGIN_SECONDS = 10;

export interface Patient {
  readonly settings: FaultFamilySettings;
  readonly plan: Plan;
  readonly client: WindmillClient;
}

/** Submits while the fault lasts and waits for each answer, to the limit and a little beyond; then reconciles. */
export function patientClient(patient: Patient, data: RunData<unknown>): void {
  const { plan } = patient;
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  const spread = Math.min(BEGIN_SECONDS, (endSeconds - startSeconds) * BEGIN_SHARE);
  const turn = (exec.scenario.iterationInTest + 1) / (PATIENT_CLIENTS + 1);
  const at = (seconds: number) => data.loadStartsAt + seconds * 1000;
  const ledger = new Ledger();
  sleepUntil(at(startSeconds + spread * turn));
  while (Date.now() < at(endSeconds)) {
    submit(patient, data, ledger);
    sleep(PACE_SECONDS);
  }
  // Its questions are no part of the load under which the system recovers.
  sleepUntil(at(plan.seconds));
  reconcileAround(patient, ledger, data);
}

function submit({ settings, client }: Patient, data: RunData<unknown>, ledger: Ledger): void {
  const id = nonce(data.runId);
  const jobId = uuidFromName(id);
  const sentAt = Date.now();
  const input = {
    script: settings.scriptPath,
    args: settings.scriptArgs,
    nonce: id,
    workspace: client.workspace,
    timeoutMs: settings.outageAnswerMs + PATIENCE_MARGIN_MS,
  };
  const { reply, value } = client.run(input.script, jobArguments(input), {
    jobId,
    timeoutMs: input.timeoutMs,
    tags: { role: 'patient' },
    expect: 'any',
  });
  const answered = reply.status !== 0 || failureOf(reply) !== 'timeout';
  const ms = answered ? Date.now() - sentAt : null;
  if (ms !== null) metrics.outageAnswer.add(ms);
  metrics.outageLate.add(ms === null || ms > settings.outageAnswerMs);
  emit('patient-answer', { ms, status: reply.status });
  const acceptance = acceptanceOf(reply.status, reply.body);
  ledger.add({ jobId: value ?? jobId, nonce: id, sentAt, acceptance, end: null });
}
