import { badQuery } from '../reply.ts';
import { type ApiRequest, booleanQuery, integerQuery, workspaceOf } from '../request.ts';
import { JOB_COLUMNS, JOB_TABLES, type JobRow } from './job-row.ts';

const DEFAULT_PER_PAGE = 1_000;
const MAX_PER_PAGE = 10_000;

/** Which jobs a list holds: all, or only those still queued or already completed. */
export type JobStates = 'all' | 'queued' | 'completed';

class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  /** `?` stands for the value. */
  add(condition: string, value: unknown): void {
    this.values.push(value);
    this.#parts.push(condition.replaceAll('?', `$${this.values.length}`));
  }

  addPlain(condition: string): void {
    this.#parts.push(condition);
  }

  get text(): string {
    return this.#parts.join(' AND ');
  }
}

/**
 * Jobs of the workspace that match the request's filters, newest first unless `order_desc=false`; of all states first
 * those of the queue.
 */
export async function listJobs(request: ApiRequest, states: JobStates): Promise<JobRow[]> {
  const limit = Math.min(integerQuery(request, 'per_page') || DEFAULT_PER_PAGE, MAX_PER_PAGE);
  const queued = states === 'completed' ? [] : await listIn(request, 'queued', limit);
  if (states === 'queued' || queued.length >= limit) return queued;
  return [...queued, ...(await listIn(request, 'completed', limit - queued.length))];
}

async function listIn(
  request: ApiRequest,
  state: Exclude<JobStates, 'all'>,
  limit: number,
): Promise<JobRow[]> {
  const where = conditions(request, state);
  const order = booleanQuery(request, 'order_desc') === false ? 'ASC' : 'DESC';
  const { rows } = await request.services.pool.query<JobRow>(
    `SELECT ${JOB_COLUMNS} FROM ${JOB_TABLES} WHERE ${where.text}
     ORDER BY j.created_at ${order}, j.id ${order} LIMIT ${limit}`,
    where.values,
  );
  return rows;
}

function conditions(request: ApiRequest, state: Exclude<JobStates, 'all'>): Conditions {
  const { query, identity } = request;
  const where = new Conditions();
  where.add('j.workspace_id = ?', workspaceOf(request));
  where.addPlain(state === 'queued' ? 'q.id IS NOT NULL' : 'c.id IS NOT NULL');
  if (identity !== undefined && !identity.admin) {
    const folders = [...identity.folders.keys()].map((name) => `f/${name}`);
    where.add(
      `(j.permissioned_as = (?::text[])[1]
        OR split_part(j.script_path, '/', 1) || '/' || split_part(j.script_path, '/', 2) = ANY (?::text[]))`,
      [`u/${identity.username}`, ...folders],
    );
  }
  if (booleanQuery(request, 'has_null_parent') === true) where.addPlain('j.parent_job IS NULL');
  for (const [name, condition] of Object.entries(TEXT_FILTERS)) {
    const value = query.get(name);
    if (value !== null && value !== '') where.add(condition, value);
  }
  for (const [name, condition] of Object.entries(TIME_FILTERS)) {
    const value = query.get(name);
    if (value !== null && value !== '') where.add(condition, instant(name, value));
  }
  for (const [name, condition] of Object.entries(JSON_FILTERS)) {
    const value = query.get(name);
    if (value === null || value === '') continue;
    // What is no JSON is contained in nothing.
    if (isJson(value)) where.add(condition, value);
    else where.addPlain('false');
  }
  const success = booleanQuery(request, 'success');
  if (success !== undefined) where.add('c.success = ?', success);
  const running = booleanQuery(request, 'running');
  if (running !== undefined) where.add('coalesce(q.running, false) = ?', running);
  return where;
}

const TEXT_FILTERS: Readonly<Record<string, string>> = {
  script_path_exact: 'j.script_path = ?',
  script_path_start: 'starts_with(j.script_path, ?)',
  script_hash: 'j.script_hash = ?',
  schedule_path: 'j.schedule_path = ?',
  created_by: 'j.created_by = ?',
  tag: 'j.tag = ?',
  worker: 'coalesce(c.worker, q.worker) = ?',
  parent_job: 'j.parent_job::text = ?',
  job_kinds: "j.kind = ANY(string_to_array(?, ','))",
};

const TIME_FILTERS: Readonly<Record<string, string>> = {
  created_after: 'j.created_at > ?',
  created_before: 'j.created_at < ?',
  started_after: 'coalesce(c.started_at, q.started_at) > ?',
  started_before: 'coalesce(c.started_at, q.started_at) < ?',
  completed_after: 'c.completed_at > ?',
  completed_before: 'c.completed_at < ?',
};

const JSON_FILTERS: Readonly<Record<string, string>> = {
  args: 'j.args @> ?::jsonb',
  result: 'c.result @> ?::jsonb',
};

/** Kept as text: a JavaScript date would lose the microseconds that paging by `created_before` needs. */
function instant(name: string, value: string): string {
  if (Number.isNaN(Date.parse(value))) throw badQuery(name, 'input contains invalid characters');
  return value;
}

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}
