/** Asks, with another tenant's token, for what only the owner may see: nothing may come of it, least of all in an outage. */
import { emit } from '../events.ts';
import * as metrics from '../metrics/tenants.ts';
import type { WindmillClient } from '../windmill/client.ts';

const QUIET = { timeoutMs: 5000, expect: 'any', tags: { role: 'intruder' } } as const;

export interface Owned {
  readonly jobId: string;
  /** Stands in the job's arguments and result, and nowhere else. */
  readonly nonce: string;
}

/** One question for a job of another workspace. The routes are those that the owner's own client uses. */
export function intrude(intruder: WindmillClient, ownerWorkspace: string, owned: Owned): void {
  const routes = [
    `/jobs_u/completed/get_result_maybe/${owned.jobId}?get_started=true`,
    `/jobs_u/get/${owned.jobId}`,
  ];
  for (const path of routes) {
    const reply = intruder.call({
      method: 'GET',
      path: `/w/${ownerWorkspace}${path}`,
      route: `/w/{workspace}${path.replace(owned.jobId, '{id}').replace(/\?.*/, '')}`,
      ...QUIET,
    });
    // Without an answer nothing was kept back.
    if (reply.status === 0) continue;
    const leaked = reply.body.includes(owned.nonce);
    metrics.foreignAnswers.add(leaked);
    if (leaked) {
      emit('foreign-answer', { path: path.split('/')[2], status: reply.status, askedBy: intruder.workspace });
    }
  }
}
