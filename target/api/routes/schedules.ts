import { z } from 'zod';
import { sqlState, UNIQUE_VIOLATION } from '../../db/pool.ts';
import { clearNext, nextTime, pushNext } from '../../schedules.ts';
import { demandWriteAccess, isReadable, type Storage } from '../paths.ts';
import { badRequest, json, notAtPath, notFound, type Reply, text } from '../reply.ts';
import { type ApiRequest, caller, param, parseBody, workspaceOf } from '../request.ts';
import type { Route } from '../router.ts';

const TIMES = {
  schedule: z.string(),
  timezone: z.string(),
  args: z.record(z.string(), z.unknown()).nullish(),
  summary: z.string().nullish(),
  description: z.string().nullish(),
  no_flow_overlap: z.boolean().nullish(),
  tag: z.string().nullish(),
  cron_version: z.string().nullish(),
};
const CREATE = z.object({
  path: z.string(),
  script_path: z.string(),
  is_flow: z.boolean(),
  enabled: z.boolean().nullish(),
  ...TIMES,
});
const UPDATE = z.object(TIMES);
const SET_ENABLED = z.object({ enabled: z.boolean() });

interface ScheduleRow {
  path: string;
  summary: string | null;
  description: string | null;
  tag: string | null;
  [field: string]: unknown;
}

const COLUMNS = `path, edited_by, edited_at, schedule, timezone, enabled, script_path, is_flow, args, email,
  'u/' || edited_by AS permissioned_as, no_flow_overlap, summary, description, tag, cron_version`;
const STORAGE: Storage = { table: 'schedule', source: 'schedule.rs:150:5' };

const present = (request: ApiRequest, row: ScheduleRow) => ({
  workspace_id: workspaceOf(request),
  ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
  extra_perms: {},
  ws_error_handler_muted: false,
  is_draft: false,
});

async function find(request: ApiRequest): Promise<ScheduleRow> {
  const path = param(request, 'path');
  const { rows } = await request.services.pool.query<ScheduleRow>(
    `SELECT ${COLUMNS} FROM schedule WHERE workspace_id = $1 AND path = $2`,
    [workspaceOf(request), path],
  );
  const [row] = rows;
  if (row === undefined || !isReadable(request, path)) throw notAtPath('Schedule', path);
  return row;
}

function demandTimes(expression: string, timezone: string): void {
  try {
    nextTime(expression, timezone);
  } catch (error) {
    throw badRequest(`cron: ${expression}\n^\n${error instanceof Error ? error.message : String(error)}`);
  }
}

async function demandRunnable(request: ApiRequest, path: string, isFlow: boolean): Promise<void> {
  const { rowCount } = await request.services.pool.query(
    `SELECT FROM ${isFlow ? 'flow' : 'script'} WHERE workspace_id = $1 AND path = $2 AND NOT archived`,
    [workspaceOf(request), path],
  );
  if (rowCount === 0) throw notFound(isFlow ? 'flow' : 'script', path, 'lib.rs:1977');
}

async function create(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, CREATE);
  demandWriteAccess(request, body.path, STORAGE);
  demandTimes(body.schedule, body.timezone);
  await demandRunnable(request, body.script_path, body.is_flow);
  const { pool } = request.services;
  const { username, email } = caller(request);
  try {
    await pool.query(
      `INSERT INTO schedule (workspace_id, path, schedule, timezone, script_path, is_flow, args, enabled, summary,
         description, no_flow_overlap, cron_version, tag, edited_by, email)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        workspaceOf(request),
        body.path,
        body.schedule,
        body.timezone,
        body.script_path,
        body.is_flow,
        JSON.stringify(body.args ?? {}),
        body.enabled === true,
        body.summary ?? null,
        body.description ?? null,
        body.no_flow_overlap === true,
        body.cron_version ?? 'v2',
        body.tag ?? null,
        username,
        email,
      ],
    );
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw badRequest(`Schedule ${body.path} already exists`);
    throw error;
  }
  await pushNext(pool, workspaceOf(request), body.path);
  return text(body.path);
}

/** What was to come by the old one is taken back. */
async function anew(request: ApiRequest, path: string): Promise<void> {
  const { pool } = request.services;
  await clearNext(pool, workspaceOf(request), path);
  await pushNext(pool, workspaceOf(request), path);
}

async function update(request: ApiRequest): Promise<Reply> {
  const body = parseBody(request, UPDATE);
  const { path } = await find(request);
  demandWriteAccess(request, path, STORAGE);
  demandTimes(body.schedule, body.timezone);
  await request.services.pool.query(
    `UPDATE schedule SET schedule = $3, timezone = $4, args = $5, summary = $6, description = $7, edited_at = now()
     WHERE workspace_id = $1 AND path = $2`,
    [
      workspaceOf(request),
      path,
      body.schedule,
      body.timezone,
      JSON.stringify(body.args ?? {}),
      body.summary ?? null,
      body.description ?? null,
    ],
  );
  await anew(request, path);
  return text(path);
}

async function setEnabled(request: ApiRequest): Promise<Reply> {
  const { enabled } = parseBody(request, SET_ENABLED);
  const { path } = await find(request);
  demandWriteAccess(request, path, STORAGE);
  await request.services.pool.query(
    'UPDATE schedule SET enabled = $3 WHERE workspace_id = $1 AND path = $2',
    [workspaceOf(request), path, enabled],
  );
  await anew(request, path);
  return text(`succesfully updated schedule at path ${path} to status ${enabled}`);
}

async function remove(request: ApiRequest): Promise<Reply> {
  const { path } = await find(request);
  demandWriteAccess(request, path, STORAGE);
  const { pool } = request.services;
  await pool.query('DELETE FROM schedule WHERE workspace_id = $1 AND path = $2', [
    workspaceOf(request),
    path,
  ]);
  await clearNext(pool, workspaceOf(request), path);
  return text(`schedule ${path} deleted`);
}

async function exists(request: ApiRequest): Promise<Reply> {
  const { rowCount } = await request.services.pool.query(
    'SELECT FROM schedule WHERE workspace_id = $1 AND path = $2',
    [workspaceOf(request), param(request, 'path')],
  );
  return json(rowCount === 1);
}

async function list(request: ApiRequest): Promise<Reply> {
  const { rows } = await request.services.pool.query<ScheduleRow>(
    `SELECT workspace_id, path, edited_by, edited_at, schedule, timezone, enabled, script_path, is_flow, summary
     FROM schedule WHERE workspace_id = $1 ORDER BY edited_at DESC`,
    [workspaceOf(request)],
  );
  const visible = rows.filter((row) => isReadable(request, row.path));
  return json(visible.map((row) => ({ ...row, extra_perms: {}, is_draft: false })));
}

const route = (method: string, pattern: string, handle: Route['handle']): Route => ({
  method,
  pattern: `w/:w/schedules/${pattern}`,
  access: 'workspace',
  handle,
});

export const SCHEDULE_ROUTES: readonly Route[] = [
  route('POST', 'create', create),
  route('POST', 'update/*path', update),
  route('POST', 'setenabled/*path', setEnabled),
  route('DELETE', 'delete/*path', remove),
  route('GET', 'get/*path', async (request) => json(present(request, await find(request)))),
  route('GET', 'exists/*path', exists),
  route('GET', 'list', list),
];
