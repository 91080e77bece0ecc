/** What one virtual user knows of the jobs it sent: the basis of "every accepted job ends exactly once". Pure. */

/**
 * `accepted`: the system said so. `refused`: it said that it did not take the job on. `unknown`: the answer was lost,
 * or was one that leaves it open; the job may be there or not.
 */
export type Acceptance = 'accepted' | 'refused' | 'unknown';
export type JobEnd = 'completed' | 'failed';

/**
 * What became of a job in the end. `absent`: nobody was promised it, and it is not there. `lost`: it was promised and is
 * gone. `unfinished`: it is there, and has not ended in the time that the longest rescue takes. `untold`: the system did
 * not answer any more when it was asked.
 */
export const JOB_FATES = ['completed', 'failed', 'absent', 'lost', 'unfinished', 'untold'] as const;
export type JobFate = (typeof JOB_FATES)[number];

export interface LedgerEntry {
  /** Chosen by the client. */
  readonly jobId: string;
  readonly nonce: string;
  /** Unix ms. */
  readonly sentAt: number;
  readonly acceptance: Acceptance;
  end: JobEnd | null;
}

export class Ledger {
  readonly #entries: LedgerEntry[] = [];

  add(entry: LedgerEntry): void {
    this.#entries.push(entry);
  }

  get entries(): readonly LedgerEntry[] {
    return this.#entries;
  }

  /** Jobs that may be there and whose end was not seen. */
  get open(): readonly LedgerEntry[] {
    return this.#entries.filter(({ acceptance, end }) => acceptance !== 'refused' && end === null);
  }

  /** Jobs that were sent between two moments, Unix ms: where a fault may have made one into two. */
  sentBetween(from: number, to: number): readonly LedgerEntry[] {
    return this.#entries.filter(({ sentAt }) => sentAt >= from && sentAt <= to);
  }
}

/** Statuses by which the system says that it did nothing. */
const REFUSING = [404, 413, 415, 422, 429];
const ALREADY_THERE = /already exists/i;

/**
 * What an answer to a submission says of the job. A 201 is a promise. A 400 "already exists" for an id that only this
 * client uses is the same promise, given to an earlier attempt. During an outage Windmill answers 401 and 400 `SqlErr:`;
 * neither says that nothing was committed.
 */
export function acceptanceOf(status: number, body: string): Acceptance {
  if (status === 201) return 'accepted';
  if (status === 400 && ALREADY_THERE.test(body)) return 'accepted';
  return REFUSING.includes(status) ? 'refused' : 'unknown';
}
