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
  readonly logs?: string | null;
}

/** Columns shared by every read; the job is completed when `success` is not null, queued when `running` is not. */
export const JOB_COLUMNS = `
  j.id, j.workspace_id, j.kind, j.script_path, j.script_hash, j.args, j.created_by, j.email, j.permissioned_as,
  j.parent_job, j.tag, j.created_at, q.priority, q.running, q.scheduled_for, q.ping AS last_ping,
  coalesce(c.started_at, q.started_at) AS started_at, coalesce(c.worker, q.worker) AS worker,
  coalesce(c.canceled_by, q.canceled_by) AS canceled_by,
  coalesce(c.canceled_reason, q.canceled_reason) AS canceled_reason,
  c.success, c.completed_at, c.duration_ms::float8 AS duration_ms, c.mem_peak`;

export const JOB_TABLES = 'job j LEFT JOIN queue q ON q.id = j.id LEFT JOIN completed c ON c.id = j.id';

/** The job in the form of `QueuedJob` or `CompletedJob`, told apart by `type`. */
export function presentJob(row: JobRow): Record<string, unknown> {
  const common = {
    workspace_id: row.workspace_id,
    id: row.id,
    ...(row.parent_job === null ? {} : { parent_job: row.parent_job }),
    created_by: row.created_by,
    created_at: row.created_at,
    ...(row.started_at === null ? {} : { started_at: row.started_at }),
    ...(row.script_path === null ? {} : { script_path: row.script_path }),
    ...(row.script_hash === null ? {} : { script_hash: row.script_hash }),
    args: row.args,
    ...(row.logs === undefined || row.logs === null ? {} : { logs: row.logs }),
    canceled: row.canceled_by !== null,
    ...(row.canceled_by === null
      ? {}
      : { canceled_by: row.canceled_by, canceled_reason: row.canceled_reason }),
    job_kind: row.kind,
    permissioned_as: row.permissioned_as,
    is_flow_step: row.parent_job !== null,
    ...(row.kind === 'script' ? { language: 'bun' } : {}),
    email: row.email,
    visible_to_owner: true,
    tag: row.tag,
    ...(row.worker === null ? {} : { worker: row.worker }),
  };
  if (row.success === null) {
    return {
      type: 'QueuedJob',
      ...common,
      running: row.running === true,
      scheduled_for: row.scheduled_for ?? row.created_at,
      ...(row.last_ping === null ? {} : { last_ping: row.last_ping }),
      ...(row.priority ? { priority: row.priority } : {}),
    };
  }
  return {
    type: 'CompletedJob',
    ...common,
    success: row.success,
    completed_at: row.completed_at,
    duration_ms: row.duration_ms,
    is_skipped: false,
    ...(row.mem_peak === null ? {} : { mem_peak: row.mem_peak }),
    ...(row.result === undefined ? {} : { result: row.result }),
  };
}
