import { z } from 'zod';
import { demandJobAccess } from '../jobs/access.ts';
import { cancelJob } from '../jobs/cancel.ts';
import { presentJob } from '../jobs/job-row.ts';
import { listJobs } from '../jobs/listing.ts';
import { jobId, readState } from '../jobs/read.ts';
import { badRequest, json, notFound, type Reply, text } from '../reply.ts';
import { type ApiRequest, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

async function queueCount(request: ApiRequest): Promise<Reply> {
  const allWorkspaces =
    request.query.get('all_workspaces') === 'true' && request.identity?.superAdmin === true;
  const { rows } = await request.services.pool.query<{ waiting: number }>({
    name: 'queue-count',
    text: `SELECT count(*)::int AS waiting FROM queue
           WHERE ($2 OR workspace_id = $1) AND NOT running AND scheduled_for <= now()`,
    values: [workspaceOf(request), allWorkspaces],
  });
  return json({ database_length: rows[0]?.waiting ?? 0, suspended: 0 });
}

async function completedCount(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query<{ ended: number }>({
    name: 'completed-count',
    text: 'SELECT count(*)::int AS ended FROM completed WHERE workspace_id = $1',
    values: [workspaceOf(request)],
  });
  return json({ database_length: rows[0]?.ended ?? 0, suspended: 0 });
}

async function cancel(request: ApiRequest): Promise<Reply> {
  const id = jobId(request);
  const { reason } =
    request.body.length === 0 ? {} : parseBody(request, z.object({ reason: z.string().optional() }));
  const job = await readState(request);
  if (job === undefined) throw notFound('Job', id);
  demandJobAccess(request, job);
  const isMarked = await cancelJob(request.services.pool, {
    workspace: workspaceOf(request),
    jobId: id,
    by: request.identity?.username ?? 'anonymous',
    reason: reason ?? 'canceled by user',
  });
  if (!isMarked) throw badRequest(`queued job id does not exist: ${id}`);
  return text(id);
}

const list = (states: Parameters<typeof listJobs>[1]) => async (request: ApiRequest) =>
  json((await listJobs(request, states)).map(presentJob));

const workspaceRead = (pattern: string, handle: Route['handle']): Route => ({
  method: 'GET',
  pattern: `w/:w/jobs/${pattern}`,
  access: 'workspace',
  handle,
});

export const JOB_QUEUE_ROUTES: readonly Route[] = [
  workspaceRead('list', list('all')),
  workspaceRead('queue/list', list('queued')),
  workspaceRead('completed/list', list('completed')),
  workspaceRead('queue/count', queueCount),
  workspaceRead('completed/count', completedCount),
  {
    method: 'POST',
    pattern: 'w/:w/jobs_u/queue/cancel/:id',
    access: 'optional',
    scope: 'jobs:write',
    handle: cancel,
  },
];
