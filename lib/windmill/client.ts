/** The part of Windmill's API that journeys and scenarios use, for one user of one workspace. */
import type {
  GetCompletedJobResponse,
  GetCompletedJobResultMaybeResponse,
  GetQueueCountResponse,
  ListWorkersResponse,
  ScriptArgs,
} from 'windmill-client';
import type { Tenant } from '../settings/parsers.ts';
import { type Call, isRecord, parseJson, type Reply, send, sendTogether } from './http.ts';
import { isUuid } from './uuid.ts';

export interface CallOptions {
  readonly timeoutMs?: number | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly expect?: Call['expect'];
}

/** A reply with its body in the shape that the API promises, or null where it is not in that shape. */
export interface Typed<T> {
  readonly reply: Reply;
  readonly value: T | null;
}

type JobResult = GetCompletedJobResultMaybeResponse;

function isJobResult(value: unknown): value is JobResult {
  return isRecord(value) && typeof value.completed === 'boolean';
}

export class WindmillClient {
  readonly baseUrl: string;
  readonly workspace: string;
  /** For headers and for secrets derived from it; never written anywhere. */
  readonly token: string;

  constructor(baseUrl: string, tenant: Tenant) {
    this.baseUrl = baseUrl;
    this.workspace = tenant.workspace;
    this.token = tenant.token;
  }

  /** Any call below `/api`, with this user's token. */
  call(call: Omit<Call, 'token'>): Reply {
    return send(this.baseUrl, { ...call, token: this.token });
  }

  /** Any call below `/api/w/{workspace}`; `route` and `path` start after it. */
  inWorkspace(call: Omit<Call, 'token'>): Reply {
    return this.call({
      ...call,
      path: `/w/${this.workspace}${call.path}`,
      route: `/w/{workspace}${call.route}`,
    });
  }

  /** Submits a job. The value is its id, where the answer is 201 and a UUID. */
  run(
    script: string,
    args: ScriptArgs,
    options: CallOptions & { readonly jobId?: string } = {},
  ): Typed<string> {
    const query = options.jobId === undefined ? '' : `?job_id=${options.jobId}`;
    const reply = this.inWorkspace({
      method: 'POST',
      path: `/jobs/run/p/${script}${query}`,
      route: '/jobs/run/p/{path}',
      body: args,
      ...options,
    });
    const id = reply.body.trim();
    return { reply, value: reply.status === 201 && isUuid(id) ? id : null };
  }

  /** Submits a job and waits for its result in the same request. A failed job is 422, or 200 with `error`. */
  runAndWait(script: string, args: ScriptArgs, options: CallOptions = {}): Reply {
    return this.inWorkspace({
      method: 'POST',
      path: `/jobs/run_wait_result/p/${script}`,
      route: '/jobs/run_wait_result/p/{path}',
      body: args,
      ...options,
    });
  }

  /** The same for several argument sets at once; replies in their order. */
  runAndWaitTogether(script: string, args: readonly ScriptArgs[], options: CallOptions = {}): Reply[] {
    return sendTogether(
      this.baseUrl,
      args.map((body) => ({
        method: 'POST',
        path: `/w/${this.workspace}/jobs/run_wait_result/p/${script}`,
        route: '/w/{workspace}/jobs/run_wait_result/p/{path}',
        token: this.token,
        body,
        ...options,
      })),
    );
  }

  /** What a job has logged so far, over all its runs; null where that cannot be read. */
  logs(jobId: string, options: CallOptions = {}): string | null {
    const reply = this.inWorkspace({
      method: 'GET',
      path: `/jobs_u/get_logs/${jobId}`,
      route: '/jobs_u/get_logs/{id}',
      ...options,
    });
    return reply.status === 200 ? reply.body : null;
  }

  /** Whether a job started, ended, and with which result. An unknown id is simply not completed. */
  result(jobId: string, options: CallOptions = {}): Typed<JobResult> {
    const reply = this.inWorkspace({
      method: 'GET',
      path: `/jobs_u/completed/get_result_maybe/${jobId}?get_started=true`,
      route: '/jobs_u/completed/get_result_maybe/{id}',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return { reply, value: parsed.ok && isJobResult(parsed.value) ? parsed.value : null };
  }

  /** A completed job with its times. */
  completedJob(jobId: string, options: CallOptions = {}): Typed<GetCompletedJobResponse> {
    const reply = this.inWorkspace({
      method: 'GET',
      path: `/jobs_u/completed/get/${jobId}`,
      route: '/jobs_u/completed/get/{id}',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    const shaped = parsed.ok && isRecord(parsed.value) && typeof parsed.value.id === 'string';
    return { reply, value: shaped ? (parsed.value as unknown as GetCompletedJobResponse) : null };
  }

  /** The newest completed jobs of the workspace, newest first; null where they cannot be read. */
  completedJobs(count: number, options: CallOptions = {}): readonly unknown[] | null {
    const reply = this.inWorkspace({
      method: 'GET',
      path: `/jobs/completed/list?per_page=${count}&order_desc=true`,
      route: '/jobs/completed/list',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return parsed.ok && Array.isArray(parsed.value) ? parsed.value : null;
  }

  /** Jobs of the workspace that wait or run. */
  queueCount(options: CallOptions = {}): Typed<GetQueueCountResponse> {
    const reply = this.inWorkspace({
      method: 'GET',
      path: '/jobs/queue/count',
      route: '/jobs/queue/count',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    const shaped = parsed.ok && isRecord(parsed.value) && typeof parsed.value.database_length === 'number';
    return { reply, value: shaped ? (parsed.value as unknown as GetQueueCountResponse) : null };
  }

  /** Number of jobs of the workspace that are running now (up to 1,000); null where that cannot be told. */
  runningJobs(options: CallOptions = {}): number | null {
    const reply = this.inWorkspace({
      method: 'GET',
      path: '/jobs/queue/list?running=true&per_page=1000',
      route: '/jobs/queue/list',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return parsed.ok && Array.isArray(parsed.value) ? parsed.value.length : null;
  }

  /**
   * Whether any job of a script in the workspace waits or runs, of those that are due and that this user may see; null
   * where that cannot be told. `queueCount` leaves out those that run.
   */
  hasUnfinished(script: string, options: CallOptions = {}): boolean | null {
    const reply = this.inWorkspace({
      method: 'GET',
      path: `/jobs/queue/list?script_path_exact=${script}&scheduled_for_before_now=true&per_page=1`,
      route: '/jobs/queue/list',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return parsed.ok && Array.isArray(parsed.value) ? parsed.value.length > 0 : null;
  }

  /** The workers as they last reported; empty where the token may not see them. */
  workers(options: CallOptions = {}): Typed<ListWorkersResponse> {
    const reply = this.call({
      method: 'GET',
      path: '/workers/list?ping_since=15',
      route: '/workers/list',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return { reply, value: parsed.ok && Array.isArray(parsed.value) ? parsed.value : null };
  }

  /** Cancels a job that a journey gave up on, so that it does not burden who comes after. */
  cancel(jobId: string, options: CallOptions = {}): Reply {
    return this.inWorkspace({
      method: 'POST',
      path: `/jobs_u/queue/cancel/${jobId}`,
      route: '/jobs_u/queue/cancel/{id}',
      body: { reason: 'performance test: not waited for any longer' },
      ...options,
    });
  }
}
