import { z } from 'zod';
import { demandJobAccess } from '../jobs/access.ts';
import { cancelJob } from '../jobs/cancel.ts';
import { type JobRow, presentCompleted, presentListed, presentQueued } from '../jobs/job-row.ts';
import { type JobStates, listJobs } from '../jobs/listing.ts';
import { jobId } from '../jobs/read.ts';
import { ApiError, badRequest, json, type Reply, text } from '../reply.ts';
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
  return json({ database_length: rows[0]?.ended ?? 0, suspended: null });
}

const CANCEL = z.object({ reason: z.string().nullish() });

async function cancel(request: ApiRequest): Promise<Reply> {
  const { reason } = parseBody(request, CANCEL);
  const id = jobId(request);
  const { rows } = await request.services.pool.query<CancelledJob>({ ...WHOSE_JOB, values: [id] });
  const job = rows[0];
  if (job === undefined) throw new ApiError(404, `Not found: queued job id ${id} does not exist`);
  if (job.workspace_id !== workspaceOf(request)) {
    throw badRequest('You are not authorized to cancel this job belonging to another workspace');
  }
  if (request.identity === undefined && job.created_by !== 'anonymous') {
    throw badRequest(
      'You are not logged in and this job was not created by an anonymous user like you so you cannot cancel it',
    );
  }
  demandJobAccess(request, job);
  const isMarked = await cancelJob(request.services.pool, {
    workspace: workspaceOf(request),
    jobId: id,
    by: request.identity?.username ?? 'anonymous',
    reason: reason ?? 'unexplicited reason',
  });
  return text(isMarked ? id : `queued job id ${id} is already completed`);
}

interface CancelledJob {
  readonly id: string;
  readonly workspace_id: string;
  readonly created_by: string;
  readonly permissioned_as: string;
  readonly script_path: string | null;
}

const WHOSE_JOB = {
  name: 'whose-job',
  text: 'SELECT id, workspace_id, created_by, permissioned_as, script_path FROM job WHERE id = $1',
};

type Present = (row: JobRow) => Record<string, unknown>;

const list = (states: JobStates, present: Present) => async (request: ApiRequest) =>
  json((await listJobs(request, states)).map(present));

const workspaceRead = (pattern: string, handle: Route['handle']): Route => ({
  method: 'GET',
  pattern: `w/:w/jobs/${pattern}`,
  access: 'workspace',
  handle,
});

export const JOB_QUEUE_ROUTES: readonly Route[] = [
  workspaceRead('list', list('all', presentListed)),
  workspaceRead('queue/list', list('queued', presentQueued)),
  workspaceRead('completed/list', list('completed', presentCompleted)),
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
