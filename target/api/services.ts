import type pg from 'pg';
import type { Reach } from '../db/reach.ts';
import type { Forgotten } from './auth/authenticate.ts';
import type { SubmissionHooks } from './hooks.ts';
import type { ResultWaiter } from './result-waiter.ts';

/** What every handler of one API process shares. Nothing in here is a truth that another process would miss. */
export interface Services {
  readonly pool: pg.Pool;
  readonly reach: Reach;
  readonly submission: SubmissionHooks;
  readonly results: ResultWaiter;
  /** Longest that `run_wait_result` waits before it gives up and cancels the job, in milliseconds. */
  readonly waitTimeoutMs: number;
  /** Makes every API process forget what it keeps of a token or of a workspace's folders. */
  readonly forget: (what: Forgotten) => void;
  /** How long a look at the system's health may take, in milliseconds. */
  readonly healthTimeoutMs: number;
  /** Called for every accepted job. */
  readonly onJobAccepted: () => void;
}
