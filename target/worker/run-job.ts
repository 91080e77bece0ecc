import { hostname } from 'node:os';
import type pg from 'pg';
import { canceledResult } from '../api/jobs/cancel.ts';
import type { WorkerHooks } from '../planted/places.ts';
import { lastOf } from '../planted/planted.ts';
import { type ClaimedJob, type Ending, type PingAnswer, ping, saveLog } from './claims.ts';
import type { Executor } from './executor.ts';
import { jobEnvironment } from './job-environment.ts';
import { type JobLog, PlainLog } from './job-log.ts';
import { untilItWorks } from './patience.ts';
import { failure, type RunResult } from './protocol.ts';
import { type Bundled, ScriptError, type ScriptSource } from './source.ts';

/** Every this often a running job is pinged, asked for cancellation, and its new log lines are stored. */
const WATCH_MS = 300;
const MAX_LOG_CHARACTERS = 2_000_000;

export interface JobContext {
  readonly pool: pg.Pool;
  readonly worker: string;
  readonly executor: Executor;
  readonly source: ScriptSource;
  readonly defects: readonly WorkerHooks[];
  readonly baseUrl: string;
  readonly jobTokenKey: string;
  readonly defaultTimeoutMs: number;
  /** Memory of this process. */
  readonly memoryKb: () => number;
}

/** Runs a claimed job to its end. Undefined: the job was taken away meanwhile, and its result is of no interest. */
export async function runJob(context: JobContext, job: ClaimedJob): Promise<Ending | undefined> {
  const run = new JobRun(context, job);
  return run.toEnd();
}

/** What Windmill writes above the output of a script. */
const logHead = ({ id, tag, script_hash }: ClaimedJob, worker: string): string =>
  `job=${id} tag=${tag} worker=${worker} hostname=${hostname()} isolation=none\n\n` +
  `loaded from local cache: /tmp/windmill/cache/bun/${script_hash ?? 'preview'}\n\n\n` +
  '--- BUN BUNDLE SNAPSHOT EXECUTION ---\n\n';

class JobRun {
  readonly #context: JobContext;
  readonly #job: ClaimedJob;
  readonly #log: JobLog;
  #printed = 0;
  #savedLength = 0;
  #canceled: { by: string; reason: string } | undefined;
  #lost = false;
  #over = false;

  constructor(context: JobContext, job: ClaimedJob) {
    this.#context = context;
    this.#job = job;
    this.#log = lastOf(context.defects, (hooks) => hooks.jobLog?.(context.pool, job.id)) ?? new PlainLog();
    this.#noteCancellation(job);
  }

  async toEnd(): Promise<Ending | undefined> {
    const watch = setInterval(() => void this.#watch(), WATCH_MS);
    let outcome: RunResult;
    try {
      outcome = await this.#execute();
    } finally {
      clearInterval(watch);
      this.#over = true;
    }
    if (this.#lost) return undefined;
    outcome = this.#inFlow(outcome);
    await this.#log.settle();
    return {
      ...outcome,
      logs: this.#log.text,
      memPeak: this.#context.memoryKb(),
      canceledBy: this.#canceled?.by ?? null,
      canceledReason: this.#canceled?.reason ?? null,
    };
  }

  async #execute(): Promise<RunResult> {
    // Cancelled while it waited: it ends without being run.
    if (this.#canceled !== undefined) return this.#canceledResult();
    for (const { before } of this.#context.defects) await before?.();
    try {
      if (this.#job.kind !== 'identity') return await this.#runScript();
      return { success: true, result: JSON.stringify(this.#job.args.previous_result ?? null) };
    } catch (error) {
      return failure(error);
    }
  }

  async #runScript(): Promise<RunResult> {
    const { source } = this.#context;
    const { workspace_id, script_hash, script_path, content } = this.#job;
    const bundled = await this.#find<Bundled>(async () => {
      if (content !== null) return { file: await source.content(content), timeoutMs: undefined };
      return script_hash === null
        ? source.byPath(workspace_id, script_path)
        : source.byHash(workspace_id, script_hash);
    });
    this.#log.head(logHead(this.#job, this.#context.worker));
    return this.#runBundle(bundled.file, this.#job.args, bundled.timeoutMs);
  }

  #find<T>(lookUp: () => Promise<T>): Promise<T> {
    return untilItWorks(lookUp, (error) => error instanceof ScriptError || this.#lost);
  }

  async #runBundle(
    file: string,
    args: Record<string, unknown>,
    timeout: number | undefined,
  ): Promise<RunResult> {
    const { executor, baseUrl, jobTokenKey, defaultTimeoutMs } = this.#context;
    const timeoutMs = timeout ?? defaultTimeoutMs;
    const env = jobEnvironment(this.#job, { baseUrl, jobTokenKey, timeoutMs });
    if (this.#canceled !== undefined) return this.#canceledResult();
    const timer = setTimeout(
      () => executor.abort(failure(new Error(`timeout: the job took longer than ${timeoutMs / 1_000} s`))),
      timeoutMs,
    );
    try {
      return await executor.script(file, args, env, (text) => this.#print(text));
    } finally {
      clearTimeout(timer);
    }
  }

  /** The error of a step says which one it is. */
  #inFlow(outcome: RunResult): RunResult {
    const { flow_step_id: step_id } = this.#job;
    if (outcome.success || step_id === null) return outcome;
    const { error, ...rest } = JSON.parse(outcome.result) as { error: object };
    return { success: false, result: JSON.stringify({ ...rest, error: { ...error, step_id } }) };
  }

  #print(text: string): void {
    // The database stores no NUL in a text.
    if (this.#printed < MAX_LOG_CHARACTERS) this.#log.add(text.replaceAll('\0', ''));
    this.#printed += text.length;
  }

  async #watch(): Promise<void> {
    const { pool, worker, executor } = this.#context;
    try {
      const answer = await ping(pool, worker, this.#job, this.#context.memoryKb());
      if (this.#over) return;
      if (answer === undefined) {
        this.#lost = true;
        executor.abort(failure(new Error('the job was given to another worker')));
        return;
      }
      if (this.#canceled === undefined && this.#noteCancellation(answer)) {
        executor.abort(this.#canceledResult());
        return;
      }
      const { text } = this.#log;
      if (text.length > this.#savedLength) {
        await saveLog(pool, this.#job, text);
        this.#savedLength = text.length;
      }
    } catch {
      // The database is away; the next watch tries again, and the end of the job waits for it.
    }
  }

  #noteCancellation({ canceled_by: by, canceled_reason: reason }: PingAnswer): boolean {
    if (by !== null) this.#canceled = { by, reason: reason ?? '' };
    return by !== null;
  }

  #canceledResult(): RunResult {
    const { by, reason } = this.#canceled ?? { by: '', reason: '' };
    return { success: false, result: JSON.stringify(canceledResult(by, reason)) };
  }
}
