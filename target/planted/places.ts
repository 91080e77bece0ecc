/** Where in the target a defect can be planted, and what its code may do there. */
import type pg from 'pg';
import type { DefectHooks } from '../api/hooks.ts';
import type { Attempt, Habits } from '../db/attempt.ts';
import type { Reach } from '../db/reach.ts';
import type { Log } from '../log-file.ts';
import type { Capacity } from '../third-party/server.ts';
import type { PullOrder } from '../worker/claims.ts';
import type { JobLog } from '../worker/job-log.ts';
import type { Dose, Params } from './defect.ts';

/** Made once in every process of the place: what the code keeps is that process's. */
export interface Places<P extends Params> {
  /** In the API: around its requests, and in what it keeps. */
  api?(dose: Dose<P>): DefectHooks;
  /** On the way of every API and worker process to the database. */
  connection?(dose: Dose<P>): ConnectionHooks;
  worker?(dose: Dose<P>): WorkerHooks;
  /** In what the target is made of when it starts. */
  setUp?(dose: Dose<P>): SetUpHooks;
  /** The file of that name in `scripts/` is deployed in the place of this fixture. */
  readonly script?: { readonly replaces: string; readonly file: string };
}

export interface ConnectionHooks {
  readonly habits?: Partial<Habits>;
  /** Replaces an attempt on the database by one that goes wrong. */
  readonly attempt?: (attempt: Attempt) => Attempt;
}

/** A job that has ended, as the worker tells it. */
export interface EndedJob {
  readonly id: string;
  readonly logs: string;
}

export interface WorkerHooks {
  readonly start?: (reach: Reach) => void;
  readonly pullOrder?: PullOrder;
  /** A job is claimed and does not run yet. */
  readonly before?: () => Promise<void>;
  readonly jobLog?: (pool: pg.Pool, jobId: string) => JobLog;
  readonly ended?: (job: EndedJob, log: Log) => void;
  /** Between a job that has ended and the next look into the queue. */
  readonly after?: () => Promise<void>;
}

/** What a defect may do to the processes of a target. */
export interface Processes {
  /** The API and the workers die, and are started again. */
  readonly restart: () => void;
}

export interface SetUpHooks {
  readonly workers?: number;
  readonly thirdParty?: Capacity;
  /** The database is filled, and nobody has asked the target anything. */
  readonly filled?: (pool: pg.Pool) => Promise<void>;
  /** All processes are at work; lines of an earlier run that the log holds. */
  readonly earlierLog?: (tokens: readonly string[]) => readonly string[];
  readonly firstJob?: (processes: Processes) => void;
}
