import { presentJob } from '../jobs/job-row.ts';
import { jobId, readJob, readState } from '../jobs/read.ts';
import { ApiError, json, notFound, type Reply, rawJson, text } from '../reply.ts';
import { type ApiRequest, booleanQuery, integerQuery } from '../request.ts';
import type { Route } from '../router.ts';

async function getJob(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  const logs = request.query.get('no_logs') === 'true' ? null : (row.logs ?? null);
  return json(presentJob({ ...row, logs }));
}

async function getCompleted(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  if (row.success === null) throw notFound('Completed Job', row.id);
  return json(presentJob(row));
}

async function getResult(request: ApiRequest): Promise<Reply> {
  const state = await readState(request);
  if (state === undefined || state.success === null) throw notFound('Completed Job', jobId(request));
  return rawJson(state.result ?? 'null');
}

/** Never a 404: an id that is not known here is a job that has not completed. */
async function getResultMaybe(request: ApiRequest): Promise<Reply> {
  const state = await readState(request);
  const wantsStarted = request.query.get('get_started') === 'true';
  const completed = state !== undefined && state.success !== null;
  const started = wantsStarted ? completed || state?.running === true : null;
  const success = completed ? state.success : null;
  const result = completed ? (state.result ?? 'null') : 'null';
  return rawJson(`{"started":${started},"success":${success},"completed":${completed},"result":${result}}`);
}

async function getUpdate(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  const offset = Math.max(integerQuery(request, 'log_offset') ?? 0, 0);
  const knownRunning = booleanQuery(request, 'running') ?? false;
  const logs = row.logs ?? '';
  const completed = row.success !== null;
  return json({
    ...(completed ? { completed: true } : {}),
    ...(!knownRunning && row.running === true ? { running: true } : {}),
    ...(logs.length > offset ? { new_logs: logs.slice(offset) } : {}),
    log_offset: logs.length,
    ...(row.mem_peak === null ? {} : { mem_peak: row.mem_peak }),
  });
}

async function getLogs(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  return text(row.logs ?? '');
}

async function getArgs(request: ApiRequest): Promise<Reply> {
  return json((await readJob(request)).args);
}

async function getRoot(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  return json(row.parent_job ?? row.id);
}

function notSuspended(): never {
  throw new ApiError(404, 'Not found: job is not suspended');
}

const read = (pattern: string, handle: Route['handle']): Route => ({
  method: 'GET',
  pattern: `w/:w/jobs_u/${pattern}`,
  access: 'optional',
  scope: 'jobs:read',
  handle,
});

/** Reads that anonymous callers may try; what they may see is decided per job. */
export const JOB_READ_ROUTES: readonly Route[] = [
  read('get/:id', getJob),
  read('completed/get/:id', getCompleted),
  read('completed/get_result/:id', getResult),
  read('completed/get_result_maybe/:id', getResultMaybe),
  read('getupdate/:id', getUpdate),
  read('get_logs/:id', getLogs),
  read('get_args/:id', getArgs),
  read('get_root_job_id/:id', getRoot),
  read('get_flow/:id/:resume_id/:signature', notSuspended),
];
