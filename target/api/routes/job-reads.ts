import { firstStatus } from '../../worker/flow/status.ts';
import { withRunning } from '../jobs/flow-status.ts';
import { type JobRow, presentJob } from '../jobs/job-row.ts';
import { jobId, readJob, readState } from '../jobs/read.ts';
import { ApiError, json, notFound, type Reply, rawJson, text } from '../reply.ts';
import { type ApiRequest, booleanQuery, integerQuery } from '../request.ts';
import type { Route } from '../router.ts';

async function getJob(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  const logs = request.query.get('no_logs') === 'true' ? null : (row.logs ?? null);
  return json(presentJob({ ...row, logs, ...(await flowStatusOf(request, row)) }));
}

const missing = (kind: string, source: string) => (id: string) => notFound(kind, id, source);
const missingCompleted = missing('Completed Job', 'jobs.rs:8893');
const missingResult = missing('Completed Job', 'jobs.rs:8985');
const missingLogs = missing('Job Logs', 'jobs.rs:2146');
const missingArgs = missing('Job Args', 'jobs.rs:2567');
const missingUpdate = (id: string) => new ApiError(404, `Not found: Job ${id} not found`);

async function getCompleted(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request, missingCompleted);
  if (row.success === null) throw missingCompleted(row.id);
  const { type, ...job } = presentJob(row);
  return json(job);
}

async function getResult(request: ApiRequest): Promise<Reply> {
  const state = await readState(request);
  if (state === undefined || state.success === null) throw missingResult(jobId(request));
  return rawJson(state.result ?? 'null');
}

/** Never a 404: an id that is not known here is a job that has not completed. */
async function getResultMaybe(request: ApiRequest): Promise<Reply> {
  const state = await readState(request);
  const wantsStarted = request.query.get('get_started') === 'true';
  const completed = state !== undefined && state.success !== null;
  const started = completed || (wantsStarted ? state?.running === true : null);
  const success = completed ? state.success : null;
  const result = completed ? (state.result ?? 'null') : 'null';
  return rawJson(`{"started":${started},"success":${success},"completed":${completed},"result":${result}}`);
}

async function flowStatusOf(request: ApiRequest, row: JobRow): Promise<Pick<JobRow, 'flow_status'>> {
  const { flow_status: status, raw_flow: flow } = row;
  if (!flow) return {};
  if (!status) return { flow_status: firstStatus(flow) };
  return { flow_status: row.success === null ? await withRunning(request.services.pool, status) : status };
}

async function getUpdate(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request, missingUpdate);
  const offset = Math.max(integerQuery(request, 'log_offset', { signed: true }) ?? 0, 0);
  booleanQuery(request, 'running');
  const logs = row.logs ?? '';
  return json({
    running: row.running === true,
    completed: row.success !== null,
    ...(logs.length > offset ? { new_logs: logs.slice(offset) } : {}),
    log_offset: logs.length,
    ...(row.mem_peak === null ? {} : { mem_peak: row.mem_peak }),
    ...(await flowStatusOf(request, row)),
  });
}

const COLOUR_HINT = "to remove ansi colors, use: | sed 's/\\x1B\\[[0-9;]\\{1,\\}[A-Za-z]//g'\n";

async function getLogs(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request, missingLogs);
  return text(`${COLOUR_HINT}${row.logs ?? ''}`);
}

async function getArgs(request: ApiRequest): Promise<Reply> {
  return json((await readJob(request, missingArgs)).args);
}

async function getRoot(request: ApiRequest): Promise<Reply> {
  const row = await readJob(request);
  return json(row.root_job ?? row.parent_job ?? row.id);
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
