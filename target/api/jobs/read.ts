import { ApiError, notFound } from '../reply.ts';
import { type ApiRequest, param, workspaceOf } from '../request.ts';
import { uuidProblem } from '../serde.ts';
import { demandJobAccess } from './access.ts';
import { JOB_COLUMNS, JOB_TABLES, type JobRow } from './job-row.ts';
import { isUuid } from './submit.ts';

export function jobId(request: ApiRequest): string {
  const id = param(request, 'id');
  if (!isUuid(id)) {
    throw new ApiError(400, `Invalid URL: Cannot parse \`id\` with value \`${id}\`: ${uuidProblem(id)}`);
  }
  return id.toLowerCase();
}

const GET_JOB = {
  name: 'get-job',
  text: `SELECT ${JOB_COLUMNS}, c.result, j.content AS raw_code, f.status AS flow_status, f.value AS raw_flow,
           (SELECT string_agg(l.logs, '' ORDER BY l.claim) FROM job_log l WHERE l.job_id = j.id) AS logs
         FROM ${JOB_TABLES} LEFT JOIN flow_job f ON f.id = j.id WHERE j.workspace_id = $1 AND j.id = $2`,
};

/** The job with its result and logs, if the caller may see it; `missing` when this workspace has no such job. */
export async function readJob(
  request: ApiRequest,
  missing: (id: string) => ApiError = (id) => notFound('Job', id, 'jobs.rs:1688'),
): Promise<JobRow> {
  const id = jobId(request);
  const { rows } = await request.services.pool.query<JobRow>({
    ...GET_JOB,
    values: [workspaceOf(request), id],
  });
  const row = rows[0];
  if (row === undefined) throw missing(id);
  demandJobAccess(request, row);
  return row;
}

interface StateRow {
  id: string;
  created_by: string;
  permissioned_as: string;
  script_path: string | null;
  running: boolean | null;
  success: boolean | null;
  result: string | null;
}

const GET_STATE = {
  name: 'get-job-state',
  text: `SELECT j.id, j.created_by, j.permissioned_as, j.script_path, q.running, c.success, c.result::text AS result
         FROM ${JOB_TABLES} WHERE j.workspace_id = $1 AND j.id = $2`,
};

/** State of a job with its result as JSON text; undefined for an id that this workspace does not know. */
export async function readState(request: ApiRequest): Promise<StateRow | undefined> {
  const { rows } = await request.services.pool.query<StateRow>({
    ...GET_STATE,
    values: [workspaceOf(request), jobId(request)],
  });
  const row = rows[0];
  if (row !== undefined) demandJobAccess(request, row);
  return row;
}
