/** After the load: asks the system what became of every job that this virtual user sent. */
import { sleep } from 'k6';
import { emit } from '../events.ts';
import * as metrics from '../metrics/faults.ts';
import type { WindmillClient } from '../windmill/client.ts';
import { parseJson } from '../windmill/http.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';

const QUIET = { timeoutMs: 5000, expect: 'any', tags: { role: 'reconcile' } } as const;
const POLL_SECONDS = 0.25;
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
}

/** Waits for the jobs that are still open, then counts: ended, lost, there or run more than once. */
export function reconcile(input: ReconcileInput): void {
  const { ledger } = input;
  const absent = waitForEnds(input);
  for (const entry of ledger.entries) {
    if (entry.acceptance !== 'refused') settle(entry, absent.has(entry));
  }
  for (const entry of ledger.sentBetween(input.suspectsFrom, input.suspectsTo)) {
    if (Date.now() < input.deadline + REPETITION_MS) checkRepetition(input, entry);
  }
}

/** Asks until every open job has ended or the time is over. Returns those of unknown acceptance that do not exist. */
function waitForEnds({ client, ledger, deadline }: ReconcileInput): ReadonlySet<LedgerEntry> {
  const absent = new Set<LedgerEntry>();
  for (;;) {
    for (const entry of ledger.open) {
      if (absent.has(entry)) continue;
      // A system that does not answer is asked for so long and no longer; what it did not tell counts as lost.
      if (Date.now() >= deadline) return absent;
      const { value } = client.result(entry.jobId, QUIET);
      if (value?.completed === true) entry.end = value.success === false ? 'failed' : 'completed';
      // An unknown id is "not completed" there, too: only this route tells that there is no such job.
      else if (value !== null && entry.acceptance === 'unknown' && !exists(client, entry.jobId))
        absent.add(entry);
    }
    if (ledger.open.every((entry) => absent.has(entry)) || Date.now() >= deadline) return absent;
    sleep(POLL_SECONDS);
  }
}

function exists(client: WindmillClient, jobId: string): boolean {
  const reply = client.inWorkspace({
    method: 'GET',
    path: `/jobs_u/get/${jobId}`,
    route: '/jobs_u/get/{id}',
    ...QUIET,
  });
  return reply.status !== 404;
}

/** A job that nobody was promised may be missing; one that is there must end like any other. */
function settle(entry: LedgerEntry, absent: boolean): void {
  const end = absent ? 'absent' : (entry.end ?? 'lost');
  if (absent) metrics.jobsAbsent.add(1);
  else {
    metrics.jobEnds.add(1, { end });
    metrics.jobsLost.add(end === 'lost');
  }
  emit('job-end', { id: entry.jobId, acceptance: entry.acceptance, end });
}

const EXECUTION_LINE = 'perf-execution ';

/** More than one job for the same nonce, or more than one run of the same job (each logs a line at its start). */
function checkRepetition({ client, since }: ReconcileInput, entry: LedgerEntry): void {
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
  metrics.jobsRepeated.add(repeated);
  if (repeated) emit('job-repeated', { id: entry.jobId, nonce: entry.nonce, jobs, runs });
}
