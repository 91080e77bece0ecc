/** After the load: asks the system what became of every job that this virtual user sent. */

import { sleep } from 'k6';
import { emit } from '../../../../lib/events.ts';
import type { Plan } from '../../../../lib/load/plan.ts';
import * as metrics from '../../../../lib/metrics/faults.ts';
import type { RunData } from '../../../../lib/run/define-run.ts';
import { workersOf } from '../../../../lib/run/identity.ts';
import type { WindmillClient } from '../../../../lib/windmill/client.ts';
import { parseJson } from '../../../../lib/windmill/http.ts';
import type { FaultFamilySettings } from '../settings.ts';
import type { JobFate, Ledger, LedgerEntry } from './ledger.ts';
import { deadlineSecondsOf, faultWindowOf } from './plan.ts';

const QUIET = { timeoutMs: 5000, expect: 'any', tags: { role: 'reconcile' } } as const;
/** Polls get rarer: a rescue takes a minute and more. */
const FIRST_POLL_SECONDS = 0.25;
const POLL_GROWTH = 1.25;
const MAX_POLL_SECONDS = 2;
/** Further time, beyond the deadline, to look for jobs that were repeated. */
const REPETITION_MS = 5000;

export interface ReconcileInput {
  readonly client: WindmillClient;
  readonly ledger: Ledger;
  /** Unix ms until which a job may take to end. */
  readonly deadline: number;
  /** Unix ms: jobs sent in this stretch are also asked for how often they exist and ran. */
  readonly suspectsFrom: number;
  readonly suspectsTo: number;
  /** ISO 8601, of the system's clock as far as it is known: no job of the run is older. */
  readonly since: string;
  /** As the identity of the target names them. */
  readonly workersAtStart: readonly string[];
}

/** Waits for the jobs that are still open, then counts: ended, gone, unfinished, there or run more than once. */
export function reconcile(input: ReconcileInput): void {
  const { ledger } = input;
  for (const [entry, fate] of fatesOf(input)) settle(entry, fate);
  for (const entry of ledger.sentBetween(input.suspectsFrom, input.suspectsTo)) {
    if (Date.now() < input.deadline + REPETITION_MS) checkRepetition(input, entry);
  }
}

type Waiting = Pick<ReconcileInput, 'client' | 'ledger' | 'deadline'>;

/** What became of every job but those that were refused. Waits, to the deadline at most. */
export function fatesOf(input: Waiting): ReadonlyMap<LedgerEntry, JobFate> {
  const seen = waitForEnds(input);
  const followed = input.ledger.entries.filter(({ acceptance }) => acceptance !== 'refused');
  return new Map(followed.map((entry) => [entry, fateOf(entry, seen.get(entry) ?? 'untold')]));
}

/** What the last answer said of a job without an end. */
type Seen = 'absent' | 'unfinished';

/**
 * Asks until every open job has ended or is gone, or the time is over. A job that does not exist cannot be rescued: for
 * it nobody waits. One that is there is waited for as long as the system's own rescue of it may take.
 */
function waitForEnds({ client, ledger, deadline }: Waiting): ReadonlyMap<LedgerEntry, Seen> {
  const seen = new Map<LedgerEntry, Seen>();
  let pause = FIRST_POLL_SECONDS;
  for (;;) {
    const waiting = ledger.open.filter((entry) => seen.get(entry) !== 'absent');
    for (const entry of waiting) {
      // A system that does not answer is asked for so long and no longer.
      if (Date.now() >= deadline) return seen;
      const { value } = client.result(entry.jobId, QUIET);
      if (value?.completed === true) entry.end = value.success === false ? 'failed' : 'completed';
      // An unknown id is "not completed" there, too: only this route tells that there is no such job.
      else if (value !== null) {
        const there = exists(client, entry.jobId);
        if (there !== null) seen.set(entry, there ? 'unfinished' : 'absent');
      }
    }
    const left = ledger.open.some((entry) => seen.get(entry) !== 'absent');
    if (!left || Date.now() >= deadline) return seen;
    sleep(pause);
    pause = Math.min(pause * POLL_GROWTH, MAX_POLL_SECONDS);
  }
}

/** Null where the system does not say. */
function exists(client: WindmillClient, jobId: string): boolean | null {
  const { status } = client.inWorkspace({
    method: 'GET',
    path: `/jobs_u/get/${jobId}`,
    route: '/jobs_u/get/{id}',
    ...QUIET,
  });
  return status === 200 ? true : status === 404 ? false : null;
}

/** A job that nobody was promised may be missing; one that is there must end like any other. */
function settle(entry: LedgerEntry, fate: JobFate): void {
  if (fate === 'absent') metrics.jobsAbsent.add(1);
  else {
    metrics.jobEnds.add(1, { end: fate });
    metrics.jobsLost.add(fate === 'lost' || fate === 'unfinished');
  }
  emit('job-end', { id: entry.jobId, acceptance: entry.acceptance, end: fate });
}

function fateOf({ end, acceptance }: LedgerEntry, seen: Seen | 'untold'): JobFate {
  if (end !== null) return end;
  return seen === 'absent' && acceptance === 'accepted' ? 'lost' : seen;
}

/** Whether a worker of the start is gone; where workers are not shown nothing is known to have died. */
function workersDied({ client, workersAtStart }: ReconcileInput): boolean {
  const now = workersOf(client);
  return now.length > 0 && workersAtStart.some((worker) => !now.includes(worker));
}

const EXECUTION_LINE = 'perf-execution ';

/** More than one job for the same nonce, or more than one run of the same job (each logs a line at its start). */
function checkRepetition(input: ReconcileInput, entry: LedgerEntry): void {
  const { client, since } = input;
  const filter = encodeURIComponent(JSON.stringify({ nonce: entry.nonce }));
  const reply = client.inWorkspace({
    method: 'GET',
    path: `/jobs/list?created_after=${encodeURIComponent(since)}&args=${filter}&per_page=10`,
    route: '/jobs/list',
    ...QUIET,
  });
  const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
  if (!parsed.ok || !Array.isArray(parsed.value)) return;
  const jobs = parsed.value.length;
  const logs = entry.end === null ? null : client.logs(entry.jobId, QUIET);
  const runs = logs === null ? 0 : logs.split(EXECUTION_LINE).length - 1;
  const repeated = jobs > 1 || runs > 1;
  const afterDeath = jobs === 1 && runs > 1 && workersDied(input);
  // One more run of a job whose worker died is its rescue; the report knows how many died, and allows no more of them.
  if (afterDeath) metrics.jobsRunAgain.add(1);
  metrics.jobsRepeated.add(repeated && !afterDeath);
  if (repeated) emit('job-repeated', { id: entry.jobId, nonce: entry.nonce, jobs, runs });
}

/** How long before and after the fault jobs may have been hit by it, s. */
const SUSPECT_SECONDS = { smoke: 2, short: 10, full: 10 } as const;

/** Reconciles what one virtual user of a run around a fault has sent. */
export function reconcileAround(
  { settings, plan, client }: { settings: FaultFamilySettings; plan: Plan; client: WindmillClient },
  ledger: Ledger,
  { loadStartsAt, atStart }: Pick<RunData<unknown>, 'loadStartsAt' | 'atStart'>,
): void {
  const margin = SUSPECT_SECONDS[settings.profile];
  const { startSeconds, endSeconds } = faultWindowOf(plan);
  const at = (seconds: number) => loadStartsAt + seconds * 1000;
  reconcile({
    client,
    ledger,
    deadline: at(deadlineSecondsOf(settings, plan)),
    suspectsFrom: at(startSeconds - margin),
    suspectsTo: at(endSeconds + margin),
    // The system's clock may be behind ours.
    since: new Date(loadStartsAt - 3_600_000).toISOString(),
    workersAtStart: atStart?.workers ?? [],
  });
}
