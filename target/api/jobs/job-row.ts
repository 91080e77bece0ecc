import { type FlowStatus, firstStatus } from '../../worker/flow/status.ts';
import type { FlowValue } from '../../worker/flow/value.ts';

/** A job of any state as the queries of this folder return it. */
export interface JobRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly kind: string;
  readonly script_path: string | null;
  readonly script_hash: string | null;
  readonly args: unknown;
  readonly created_by: string;
  readonly email: string;
  readonly permissioned_as: string;
  readonly parent_job: string | null;
  readonly root_job: string | null;
  readonly flow_step_id: string | null;
  readonly schedule_path: string | null;
  readonly language: string | null;
  readonly tag: string;
  readonly created_at: string;
  readonly priority: number | null;
  readonly running: boolean | null;
  readonly scheduled_for: string | null;
  readonly started_at: string | null;
  readonly last_ping: string | null;
  readonly worker: string | null;
  readonly canceled_by: string | null;
  readonly canceled_reason: string | null;
  readonly success: boolean | null;
  readonly completed_at: string | null;
  readonly duration_ms: number | null;
  readonly mem_peak: number | null;
  readonly result?: unknown;
  readonly flow_status?: FlowStatus | null;
  readonly raw_flow?: FlowValue | null;
  readonly raw_code?: string | null;
  readonly logs?: string | null;
}

/** Columns shared by every read; the job is completed when `success` is not null, queued when `running` is not. */
export const JOB_COLUMNS = `
  j.id, j.workspace_id, j.kind, j.script_path, j.script_hash, j.args, j.created_by, j.email, j.permissioned_as,
  j.parent_job, j.root_job, j.flow_step_id, j.schedule_path, j.language, j.tag, j.created_at, q.priority, q.running, q.scheduled_for, q.ping AS last_ping,
  coalesce(c.started_at, q.started_at) AS started_at, coalesce(c.worker, q.worker) AS worker,
  coalesce(c.canceled_by, q.canceled_by) AS canceled_by,
  coalesce(c.canceled_reason, q.canceled_reason) AS canceled_reason,
  c.success, c.completed_at, c.duration_ms::float8 AS duration_ms,
  coalesce(c.mem_peak, q.mem_peak) AS mem_peak`;

export const JOB_TABLES = 'job j LEFT JOIN queue q ON q.id = j.id LEFT JOIN completed c ON c.id = j.id';

/** Fields of a job in every answer that shows one. */
const identityOf = (row: JobRow) => ({
  workspace_id: row.workspace_id,
  id: row.id,
  ...(row.parent_job === null ? {} : { parent_job: row.parent_job }),
  created_by: row.created_by,
  created_at: row.created_at,
  ...(row.script_hash === null ? {} : { script_hash: row.script_hash }),
  ...(row.script_path === null || row.kind === 'identity' ? {} : { script_path: row.script_path }),
  job_kind: row.kind,
  is_flow_step: row.flow_step_id !== null,
  ...(row.language === null ? {} : { language: row.language }),
  ...(row.schedule_path === null ? {} : { schedule_path: row.schedule_path }),
  ...(row.flow_step_id === null ? {} : { priority: row.priority ?? 0 }),
  email: row.email,
  tag: row.tag,
});

/** What a job of either type has as well where it is shown with its type. */
const stateOf = (row: JobRow) => ({
  ...(row.started_at === null ? {} : { started_at: row.started_at }),
  canceled: row.canceled_by !== null,
  ...(row.canceled_by === null ? {} : { canceled_by: row.canceled_by }),
  permissioned_as: row.permissioned_as,
  visible_to_owner: true,
  ...(row.mem_peak === null ? {} : { mem_peak: row.mem_peak }),
});

/** The job in a list of jobs of all states, without what it was given, printed and answered. */
export function presentListed(row: JobRow): Record<string, unknown> {
  if (row.success === null) {
    return {
      type: 'QueuedJob',
      ...identityOf(row),
      ...stateOf(row),
      args: null,
      running: row.running === true,
      scheduled_for: row.scheduled_for ?? row.created_at,
      ...(row.last_ping === null ? {} : { last_ping: row.last_ping }),
      ...(row.priority ? { priority: row.priority } : {}),
      script_entrypoint_override: null,
      same_worker: false,
      suspend: 0,
      is_retry: false,
    };
  }
  return {
    ...presentCompleted(row),
    completed_at: row.completed_at,
    args: null,
    result_columns: null,
    is_retry: false,
  };
}

/** The job in the list of completed ones. */
export function presentCompleted(row: JobRow): Record<string, unknown> {
  return {
    type: 'CompletedJob',
    ...identityOf(row),
    ...stateOf(row),
    success: row.success,
    duration_ms: row.duration_ms,
    deleted: false,
    is_skipped: false,
  };
}

/** The job in the list of the queue, where nothing is left out that it does not have. */
export function presentQueued(row: JobRow): Record<string, unknown> {
  return {
    ...identityOf(row),
    running: row.running === true,
    started_at: row.started_at,
    scheduled_for: row.scheduled_for ?? row.created_at,
    args: null,
    schedule_path: row.schedule_path,
    suspend: 0,
    priority: row.priority ? row.priority : null,
  };
}

/** The whole job in the form of `QueuedJob` or `CompletedJob`, told apart by `type`. */
export function presentJob(row: JobRow): Record<string, unknown> {
  return {
    ...presentListed(row),
    args: row.args,
    ...(row.raw_flow
      ? { flow_status: row.flow_status ?? firstStatus(row.raw_flow), raw_flow: row.raw_flow }
      : {}),
    ...(row.raw_code ? { raw_code: row.raw_code } : {}),
    ...(row.logs === undefined || row.logs === null ? {} : { logs: row.logs }),
    ...(row.canceled_by === null ? {} : { canceled_reason: row.canceled_reason }),
    ...(row.worker === null ? {} : { worker: row.worker }),
    ...(row.success === null || row.result === undefined ? {} : { result: row.result }),
  };
}
