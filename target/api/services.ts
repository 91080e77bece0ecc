import type pg from 'pg';
import type { Reach } from '../db/reach.ts';
import type { PlantedDefects } from '../planted/planted.ts';
import type { ResultWaiter } from './result-waiter.ts';

/** What every handler of one API process shares. Nothing in here is a truth that another process would miss. */
export interface Services {
  readonly pool: pg.Pool;
  readonly reach: Reach;
  readonly planted: PlantedDefects;
  readonly results: ResultWaiter;
  /** Longest that `run_wait_result` waits before it gives up and cancels the job, in milliseconds. */
  readonly waitTimeoutMs: number;
  /** Called with the hash of a token that was revoked: every API process forgets it. */
  readonly onTokenRevoked: (tokenHash: string) => void;
  /** How long a look at the system's health may take, in milliseconds. */
  readonly healthTimeoutMs: number;
  /** Called for every accepted job. */
  readonly onJobAccepted: () => void;
}
