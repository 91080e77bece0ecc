/** The part of Windmill's API that journeys and scenarios use, for one user of one workspace. */
import type { GetQueueCountResponse, ListWorkersResponse, ScriptArgs } from 'windmill-client';
import type { Tenant } from '../settings/parsers.ts';
import { isRecord, parseJson, type Reply, replyOf, sendTogether } from './http.ts';
import { type CallOptions, JobClient, type Typed } from './job-client.ts';
import { pathOf, runRoute } from './runnable.ts';

export type { CallOptions } from './job-client.ts';

/** A client that reads all of every answer. */
export class WindmillClient extends JobClient<Reply> {
  constructor(baseUrl: string, tenant: Tenant) {
    super(baseUrl, tenant, replyOf);
  }

  /** Submits jobs and waits for their results, all at once; replies in the order of the argument sets. */
  runAndWaitTogether(script: string, args: readonly ScriptArgs[], options: CallOptions = {}): Reply[] {
    const { path, route } = runRoute('/jobs/run_wait_result', script);
    return sendTogether(
      this.baseUrl,
      args.map((body) => ({
        method: 'POST',
        path: `/w/${this.workspace}${path}`,
        route: `/w/{workspace}${route}`,
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
  queueCount(options: CallOptions = {}): Typed<GetQueueCountResponse, Reply> {
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
      path: `/jobs/queue/list?script_path_exact=${pathOf(script)}&scheduled_for_before_now=true&per_page=1`,
      route: '/jobs/queue/list',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return parsed.ok && Array.isArray(parsed.value) ? parsed.value.length > 0 : null;
  }

  /** The workers as they last reported; empty where the token may not see them. */
  workers(options: CallOptions = {}): Typed<ListWorkersResponse, Reply> {
    const reply = this.call({
      method: 'GET',
      path: '/workers/list?ping_since=15',
      route: '/workers/list',
      ...options,
    });
    const parsed = reply.status === 200 ? parseJson(reply) : { ok: false as const };
    return { reply, value: parsed.ok && Array.isArray(parsed.value) ? parsed.value : null };
  }
}
